package io.quittance.scoring.plan;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountStateCodec;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.EventCodec;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.scoring.Events;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.Roles;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@SuppressWarnings("NullAway.Init")
final class PlanIT {

  private static final Instant TIME = Instant.parse("2026-03-02T09:00:00Z");

  QuittanceTestResource surroundings;
  @Inject LatestDecisionRepository decisions;

  private static Sample sample(String account, String debtor, double call, double sms) {
    return Sample.of(account, debtor, TIME, Map.of(Action.CALL, call, Action.SMS, sms));
  }

  private void store(String tenant, List<Sample> samples) {
    for (Sample sample : samples) {
      know(tenant, sample, List.of());
    }
    decide(tenant, samples, null);
  }

  /// Stores decisions that were made on this version of their account.
  private void decide(String tenant, List<Sample> samples, @Nullable Long version) {
    try (Connection connection = surroundings.jdbc();
        PreparedStatement month = connection.prepareStatement("select scoring.ensure_month(?)");
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into scoring.decision"
                    + " (decision_id, tenant, account_id, ce_time, bytes, account_version)"
                    + " values (?, ?, ?, ?, ?, ?)")) {
      month.setObject(1, TIME.atOffset(ZoneOffset.UTC));
      month.execute();
      for (Sample given : samples) {
        Sample sample = given.of(tenant);
        DecisionMade decision = sample.decision();
        insert.setObject(1, sample.id());
        insert.setString(2, tenant);
        insert.setString(3, sample.accountId());
        insert.setObject(4, sample.at().atOffset(ZoneOffset.UTC));
        insert.setBytes(
            5, EventCodec.write(version == null ? decision : decision.atAccountVersion(version)));
        insert.setObject(6, version, Types.BIGINT);
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Stores the account of a decision: placed a day before it, where the day is that of UTC, then
  /// what else became known five seconds after the decision.
  private void know(String tenant, Sample sample, List<AccountEvent> more) {
    String account = sample.accountId();
    Instant placedAt = TIME.minusSeconds(86_400);
    AccountEvent.Placed placed =
        Events.placed(
            account,
            Objects.requireNonNull(sample.debtorId()),
            placedAt,
            100_000,
            sample.currency(),
            "Etc/UTC");
    AccountState state =
        AccountState.empty(tenant, account)
            .apply(Events.envelope(tenant, "o-" + account, placedAt, placed), placed)
            .state();
    for (AccountEvent event : more) {
      state =
          state
              .apply(Events.envelope(tenant, "m-" + account, TIME.plusSeconds(5), event), event)
              .state();
    }
    try (Connection connection = surroundings.jdbc();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into scoring.account (tenant, account_id, debtor_id, state, version)"
                    + " values (?, ?, ?, ?, 1) on conflict (tenant, account_id)"
                    + " do update set state = excluded.state")) {
      insert.setString(1, tenant);
      insert.setString(2, account);
      insert.setString(3, sample.debtorId());
      insert.setBytes(4, AccountStateCodec.toBytes(state));
      insert.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> body(Object... more) {
    Map<String, Object> body =
        new HashMap<>(Map.of("date", "2026-03-02", "agentHours", 0.1, "budgetMinor", 1_000));
    for (int i = 0; i < more.length; i += 2) {
      body.put(String.valueOf(more[i]), more[i + 1]);
    }
    return body;
  }

  private Response ask(String tenant, Object body, String accept) {
    return given()
        .auth()
        .oauth2(surroundings.tokenOf("planner", tenant, "supervisor"))
        .contentType(ContentType.JSON)
        .accept(accept)
        .body(body)
        .post("/v1/plans");
  }

  @Test
  void thePlanIsOfTheLatestDecisionOfEachOpenAccount() {
    store(
        "plan-a",
        List.of(
            sample("a-1", "p-1", 900, 800),
            sample("a-2", "p-2", 600, 100),
            sample("a-3", "p-2", 500, 90),
            sample("a-4", "p-4", 700, -5).because(Basis.HELD_OUT),
            sample("a-5", "p-5", 700, -5).byRulesAlone(),
            sample("a-6", "p-6", 9_999, -5),
            Sample.of("a-6", "p-6", TIME.plusSeconds(1), Map.of(Action.EMAIL, 50.0)),
            sample("a-7", "p-7", 9_999, -5)));
    know(
        "plan-a",
        sample("a-7", "p-7", 0, 0),
        List.of(new AccountEvent.Closed("a-7", CloseReason.RECALLED)));
    store("plan-b", List.of(sample("b-1", "p-1", 99_999, 1)));

    ask("plan-a", body(), "application/json")
        .then()
        .statusCode(200)
        .contentType(ContentType.JSON)
        .body("date", equalTo("2026-03-02"))
        .body("zone", equalTo("Z"))
        .body("currency", equalTo("USD"))
        .body("accounts", equalTo(7))
        .body("candidates", equalTo(4))
        .body("debtors", equalTo(3))
        .body("leftOut", equalTo(Map.of("held-out", 1, "no-values", 1, "closed", 1)))
        .body("planned", equalTo(Map.of("sms", 1, "call", 1, "email", 1)))
        .body("valueMinor", equalTo(1_450f))
        .body("gap.toDouble()", closeTo(0, 1e-9))
        .body("contacts.accountId", equalTo(List.of("a-1", "a-2", "a-6")))
        .body("contacts.action", equalTo(List.of("sms", "call", "email")))
        .body("contacts[1].debtorId", equalTo("p-2"))
        .body("contacts[1].agentMinutes", equalTo(6f))
        .body("contacts[1].notBefore", equalTo("2026-03-02T10:00:00Z"))
        .body("resources.name", equalTo(List.of("agent-minutes", "budget-minor")));
  }

  @Test
  void whatTheDebtorForbadeAfterTheDecisionHoldsForThePlan() {
    store(
        "plan-g",
        List.of(
            sample("a-1", "p-1", 900, 800),
            sample("a-2", "p-2", 900, 800),
            sample("a-3", "p-3", 900, 800),
            sample("a-4", "p-4", 900, 800)));
    know("plan-g", sample("a-1", "p-1", 0, 0), List.of(new AccountEvent.CeaseRequested("a-1")));
    know(
        "plan-g",
        sample("a-2-other", "p-2", 0, 0),
        List.of(new AccountEvent.AttorneyRetained("a-2-other")));
    know("plan-g", sample("a-3", "p-3", 0, 0), List.of(new AccountEvent.DeceasedReported("a-3")));

    ask("plan-g", body(), "application/json")
        .then()
        .statusCode(200)
        .body("leftOut", equalTo(Map.of("forbidden-since", 2, "routed", 1)))
        .body("forbiddenBy", equalTo(Map.of("us-reg-f/HC10", 1, "us-reg-f/HC11", 1)))
        .body("contacts.accountId", equalTo(List.of("a-4")));
  }

  /// One account whose decision cannot be read, one whose debtor has a fact that is set aside.
  @Test
  void whatCannotBeJudgedExcludesItsAccountAndNoOther() throws SQLException {
    store(
        "plan-k",
        List.of(
            sample("a-1", "p-1", 900, 800),
            sample("a-2", "p-2", 900, 800),
            sample("a-3", "p-3", 900, 800),
            sample("a-4", "p-4", 900, 800)));
    know("plan-k", sample("a-3-other", "p-3", 0, 0), List.of());
    try (Connection connection = surroundings.jdbc();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update scoring.decision set bytes = '{}' where tenant = 'plan-k' and account_id = 'a-1';"
              + "insert into scoring.set_aside (topic, kafka_partition, kafka_offset, tenant,"
              + " account_id, debtor_id, cause) values"
              + " ('t', 0, 1, 'plan-k', 'unplaced', 'p-2', 'unknown-type'),"
              + " ('t', 0, 2, 'plan-k', 'a-3-other', null, 'unknown-type')");
    }

    ask("plan-k", body(), "application/json")
        .then()
        .statusCode(200)
        .body("leftOut", equalTo(Map.of("cannot-be-judged", 1, "partly-known", 2)))
        .body("contacts.accountId", equalTo(List.of("a-4")));
  }

  @Test
  void aDebtorIsReadOnceHoweverManyAccountsHaveDecisions() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      samples.add(sample("a-%04d".formatted(i), "p-%02d".formatted(i % 24), 900, 800));
    }
    store("plan-l", samples);
    List<Integer> fetched = new ArrayList<>();
    Set<String> read = new HashSet<>();

    decisions
        .forEach(
            "plan-l",
            TIME.minusSeconds(1),
            TIME.plusSeconds(1),
            10_000,
            page -> {
              fetched.add(page.fetched());
              page.decisions().forEach(latest -> read.add(latest.accountId()));
              Set<String> debtors = new HashSet<>();
              page.decisions().forEach(latest -> debtors.add(latest.debtorId()));
              page.accounts().forEach(account -> debtors.remove(account.debtorId()));
              assertEquals(Set.of(), debtors);
              return Uni.createFrom().voidItem();
            })
        .await()
        .indefinitely();

    assertEquals(1_200, read.size());
    assertEquals(1_200, fetched.stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void ofTheDecisionsOfAnAccountTheOneThatKnewMostCounts() {
    Sample late = Sample.of("a-1", "p-1", TIME.minusSeconds(60), Map.of(Action.EMAIL, 50.0));
    know("plan-h", late, List.of());
    decide("plan-h", List.of(sample("a-1", "p-1", 900, 800)), 4L);
    decide("plan-h", List.of(late), 5L);
    decide(
        "plan-h",
        List.of(Sample.of("a-1", "p-1", TIME.plusSeconds(60), Map.of(Action.SMS, 70.0))),
        null);

    ask("plan-h", body(), "application/json")
        .then()
        .statusCode(200)
        .body("accounts", equalTo(1))
        .body("contacts.decisionId", equalTo(List.of(late.of("plan-h").id().toString())));
  }

  @Test
  void csvHasAHeaderAndALineAContact() {
    store("plan-c", List.of(sample("a-1", "p-1", 900, 800), sample("a-2", "p-2", 600, 100)));

    Response response = ask("plan-c", body("channelLimits", Map.of("sms", 0)), "text/csv");

    response
        .then()
        .statusCode(200)
        .contentType(startsWith("text/csv"))
        .header("Quittance-Plan-Value-Minor", equalTo("900.0"))
        .header("Quittance-Plan-Accounts", equalTo("2"));
    List<String> lines = response.body().asString().lines().toList();
    assertEquals(2, lines.size());
    assertTrue(lines.getFirst().startsWith("date,account_id,debtor_id,decision_id,action,"));
    assertTrue(lines.getLast().startsWith("2026-03-02,a-1,p-1,"), lines.getLast());
    assertTrue(lines.getLast().contains(",call,reminder,USD,900,6,150,"), lines.getLast());
  }

  @Test
  void manyAccountsComeInPagesAndLimitsHold() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 1_700; i++) {
      samples.add(sample("a-" + i, "p-" + i / 2, 200 + i, 100 + i * 0.5));
    }
    store("plan-d", samples);

    ask(
            "plan-d",
            body("agentHours", 10, "budgetMinor", 20_000, "channelLimits", Map.of("call", 70)),
            "*/*")
        .then()
        .statusCode(200)
        .body("accounts", equalTo(1_700))
        .body("debtors", equalTo(850))
        .body("planned.call", equalTo(70))
        .body("contacts.debtorId.unique().size()", equalTo(850))
        .body("contacts.size()", equalTo(850))
        .body("resources[2].name", equalTo("call-contacts"))
        .body("resources[2].used", equalTo(70f));
  }

  @Test
  void anEmptyPlanAndOtherDays() {
    store("plan-e", List.of(sample("a-1", "p-1", 900, 800)));

    ask("plan-e", body("date", "2026-03-03"), "application/json")
        .then()
        .statusCode(200)
        .body("accounts", equalTo(1))
        .body("leftOut", equalTo(Map.of("another-day", 1)))
        .body("currency", nullValue())
        .body("contacts", equalTo(List.of()));
    ask("plan-e", body("date", "2026-02-01"), "application/json")
        .then()
        .statusCode(200)
        .body("accounts", equalTo(0));
    ask("plan-e", body("zone", "Asia/Tokyo", "date", "2026-03-03"), "application/json")
        .then()
        .statusCode(200)
        .body("contacts.size()", equalTo(1));
  }

  @Test
  void whatIsWrongWithARequestIsAProblem() {
    store("plan-f", List.of(sample("a-1", "p-1", 9, 8), sample("a-2", "p-2", 9, 8).in("EUR")));
    ask("plan-f", body(), "application/json")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quittance:problem:several-currencies"));
    ask("plan-f", body("currency", "EUR"), "application/json")
        .then()
        .statusCode(200)
        .body("leftOut", equalTo(Map.of("other-currency", 1)));
    for (Object wrong :
        List.of(
            Map.of(),
            Map.of("date", "2026-03-02", "agentHours", 1),
            body("agentHours", -1),
            body("agentHours", "many"),
            body("date", "tomorrow"),
            body("zone", "Mars/Olympus"),
            body("channelLimits", Map.of("fax", 1)),
            body("channelLimits", Map.of("call", -1)),
            body("channelLimits", Map.of("call", 1.5)),
            body("agentMinutes", Map.of("call", -1)),
            body("currency", "dollars"),
            body("more", 1))) {
      ask("plan-f", wrong, "text/csv, application/json")
          .then()
          .statusCode(400)
          .contentType("application/problem+json");
    }
  }

  @Test
  void onlySupervisorsAndServicesPlan() {
    for (String role : Roles.ALL) {
      given()
          .auth()
          .oauth2(surroundings.tokenOf("x", "plan-none", role))
          .contentType(ContentType.JSON)
          .body(body())
          .post("/v1/plans")
          .then()
          .statusCode(List.of("supervisor", "service").contains(role) ? 200 : 403);
    }
    given().contentType(ContentType.JSON).body(body()).post("/v1/plans").then().statusCode(401);
  }
}
