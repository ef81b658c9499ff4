package io.quittance.feedback.label;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.JsonConfig.jsonConfig;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.Channel;
import io.quittance.feedback.FeedbackProfile;
import io.quittance.feedback.Scene;
import io.quittance.feedback.Scene.Stored;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FeedbackProfile.class)
@SuppressWarnings("NullAway.Init")
class LabelsIT {

  private static final Instant START = Instant.parse("2026-01-01T06:00:00Z");
  private static final Duration HORIZON = Duration.ofDays(30);
  private static final Duration WAIT = Duration.ofSeconds(40);

  QuittanceTestResource platform;

  @Test
  void aPaymentLabelsEachDecisionWhoseWindowHoldsIt() throws SQLException {
    Scene scene = new Scene(platform, "windows");
    DecisionMade early = scene.degraded("acc-1", START);
    DecisionMade late = scene.degraded("acc-1", START.plus(Duration.ofDays(20)));
    DecisionMade atPayment = scene.degraded("acc-1", START.plus(Duration.ofDays(30)));
    DecisionMade other = scene.degraded("acc-2", START);
    DecisionMade open = scene.degraded("acc-1", START.plus(Duration.ofDays(40)));
    List.of(early, late, atPayment, other, open).forEach(scene::publish);
    scene.publish(START.plus(Duration.ofDays(30)), scene.payment("acc-1", 5_000));
    scene.publish(START.plus(Duration.ofDays(61)), scene.payment("acc-3", 1));
    scene.flush();

    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> {
              assertEquals(new Stored("matured", 1, 0, null), scene.stored(early));
              assertEquals(new Stored("matured", 1, 0, null), scene.stored(late));
              assertEquals(new Stored("matured", 0, 0, null), scene.stored(atPayment));
              assertEquals(new Stored("matured", 0, 0, null), scene.stored(other));
              assertEquals(new Stored("pending", null, 0, null), scene.stored(open));
            });
    given()
        .auth()
        .oauth2(platform.tokenOf("tester", "windows", "viewer"))
        .get("/v1/labels")
        .then()
        .statusCode(200)
        .body("totals.decisions", equalTo(5))
        .body("totals.matured", equalTo(4))
        .body("totals.positives", equalTo(2))
        .body("totals.pending", equalTo(1))
        .body("watermark", equalTo("2026-03-03T06:00:00Z"))
        .body("groups[0].month", equalTo("2026-01"));
  }

  /// Treated: debtor t1 with 2 of 3 paid, t2 with 1 of 1. Held out: h1 with 0 of 2, h2 with 1 of 1.
  @Test
  void theUpliftComparesTheDebtorsOfTheTwoGroups() throws SQLException {
    Scene scene = new Scene(platform, "uplift");
    DecisionMade last = Scene.of(scene.degraded("a-5", START), "h2", true);
    List.of(
            Scene.of(scene.degraded("a-1", START), "t1", false),
            Scene.of(scene.degraded("a-1", START.plusSeconds(60)), "t1", false),
            Scene.of(scene.degraded("a-2", START), "t1", false),
            Scene.of(scene.degraded("a-3", START), "t2", false),
            Scene.of(scene.degraded("a-4", START), "h1", true),
            Scene.of(scene.degraded("a-4", START.plusSeconds(60)), "h1", true),
            Scene.withoutPacks(scene.degraded("a-1", START.plusSeconds(120))),
            last)
        .forEach(scene::publish);
    for (String paying : List.of("a-1", "a-3", "a-5")) {
      scene.publish(START.plus(Duration.ofDays(3)), scene.payment(paying, 50_000));
    }
    scene.publish(START.plus(Duration.ofDays(61)), scene.payment("a-9", 1));
    scene.flush();

    await()
        .atMost(WAIT)
        .untilAsserted(() -> assertEquals(new Stored("matured", 1, 0, null), scene.stored(last)));
    double half =
        1.959963984540054
            * Math.sqrt(
                2 * (squared(2 - 0.75 * 3) + squared(1 - 0.75)) / 16
                    + 2 * (squared(0 - 2 / 3.0) + squared(1 - 1 / 3.0)) / 9);
    given()
        .auth()
        .oauth2(platform.tokenOf("tester", "uplift", "viewer"))
        .config(config().jsonConfig(jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
        .get("/v1/metrics/business")
        .then()
        .statusCode(200)
        .body("blockedByRule", equalTo(Map.of("HC03", 1, "us-reg-f/HC03", 7)))
        .body("uplift.treated.debtors", equalTo(2))
        .body("uplift.treated.decisions", equalTo(4))
        .body("uplift.treated.paid", equalTo(3))
        .body("uplift.heldOut.decisions", equalTo(3))
        .body("uplift.heldOut.paid", equalTo(1))
        .body("uplift.difference", closeTo(0.75 - 1 / 3.0, 1e-12))
        .body("uplift.low", closeTo(0.75 - 1 / 3.0 - half, 1e-12))
        .body("uplift.high", closeTo(0.75 - 1 / 3.0 + half, 1e-12));
  }

  private static double squared(double value) {
    return value * value;
  }

  @Test
  void moneyOfAnotherCurrencyPaysNothing() throws SQLException {
    Scene scene = new Scene(platform, "currency");
    DecisionMade decision = scene.degraded("acc-1", START);
    scene.publish(decision);
    scene.publish(
        START.plus(Duration.ofDays(5)),
        new Outcome.PaymentReceived("acc-1", "pay-yen", 90_000, "JPY"));
    scene.publish(START.plus(Duration.ofDays(50)), scene.payment("acc-2", 6_000));
    scene.flush();

    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> assertEquals(new Stored("matured", 0, 0, null), scene.stored(decision)));
  }

  @Test
  void aLateReversalMakesTheLabelAgain() throws SQLException {
    Scene scene = new Scene(platform, "reversal");
    DecisionMade decision = scene.degraded("acc-1", START);
    scene.publish(decision);
    scene.publish(START.plus(Duration.ofDays(5)), scene.payment("acc-1", 6_000));
    scene.publish(START.plus(Duration.ofDays(50)), scene.payment("acc-2", 6_000));
    scene.flush();
    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> assertEquals(new Stored("matured", 1, 0, null), scene.stored(decision)));

    scene.publish(START.plus(Duration.ofDays(10)), scene.reversal("acc-1", 6_000));
    scene.flush();

    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> assertEquals(new Stored("matured", 0, 1, null), scene.stored(decision)));
  }

  @Test
  void closingAndBankruptcyLeaveOpenLabelsUnknown() throws SQLException {
    Scene scene = new Scene(platform, "censoring");
    DecisionMade open = scene.degraded("acc-1", START);
    DecisionMade closed =
        scene.decision(
            "acc-1",
            START.plus(Duration.ofDays(10)),
            EventTypes.CLOSED,
            100_000,
            null,
            null,
            Map.of());
    DecisionMade bankrupt =
        scene.decision("acc-2", START, EventTypes.BANKRUPTCY_FILED, 100_000, null, null, Map.of());
    DecisionMade paidUp =
        scene.decision("acc-3", START, EventTypes.UPDATED, 0, null, null, Map.of());
    DecisionMade before = scene.degraded("acc-1", START.minus(Duration.ofDays(20)));
    List.of(open, closed, bankrupt, paidUp, before).forEach(scene::publish);
    scene.publish(START.plus(Duration.ofDays(60)), scene.payment("acc-9", 1));
    scene.flush();

    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> {
              assertEquals(new Stored("censored", null, 0, "closed"), scene.stored(open));
              assertEquals(new Stored("censored", null, 0, "closed"), scene.stored(closed));
              assertEquals(new Stored("censored", null, 0, "bankruptcy"), scene.stored(bankrupt));
              assertEquals(new Stored("censored", null, 0, "no-balance"), scene.stored(paidUp));
              assertEquals(new Stored("matured", 0, 0, null), scene.stored(before));
            });
  }

  @Test
  void contactOutcomesWaitForTheirDecisionAndJoinItAlone() throws SQLException {
    Scene scene = new Scene(platform, "parked");
    DecisionMade decision = scene.degraded("acc-1", START);
    DecisionMade stranger = scene.degraded("acc-2", START);
    scene.publish("a-first", START.plusSeconds(60), attempt("acc-1", decision.decisionId()));
    scene.publish("b-never", START.plusSeconds(61), attempt("acc-1", UUID.randomUUID()));
    scene.publish("c-wrong", START.plusSeconds(62), attempt("acc-1", stranger.decisionId()));
    scene.publish("d-none", START.plusSeconds(63), attempt("acc-1", null));
    scene.flush();
    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> assertEquals(List.of("parked", "parked", "parked", "none"), scene.joinStates()));

    scene.publish(decision);
    scene.publish(stranger);
    scene.flush();

    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> assertEquals(List.of("joined", "parked", "parked", "none"), scene.joinStates()));
    scene.publish("e-after", START.plusSeconds(70), attempt("acc-1", decision.decisionId()));
    scene.flush();
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertEquals(
                    List.of("joined", "parked", "parked", "none", "joined"), scene.joinStates()));
  }

  /// Random histories in random order, a fifth of them late, a tenth twice, against a brute-force
  /// reading of the definition.
  @Test
  void labelsAreWhatTheDefinitionSays() throws SQLException {
    long seed = 20_260_122;
    Random random = new Random(seed);
    Scene scene = new Scene(platform, "brute");
    List<DecisionMade> decisions = new ArrayList<>();
    List<Paid> payments = new ArrayList<>();
    List<Runnable> publications = new ArrayList<>();
    for (int account = 0; account < 40; account++) {
      String id = "acc-" + account;
      for (int i = 0; i < 6; i++) {
        DecisionMade decision = randomDecision(scene, id, random);
        decisions.add(decision);
        publications.add(() -> scene.publish(decision));
      }
      for (int i = 0; i < 8; i++) {
        Paid paid = new Paid(id, at(random), random.nextInt(4) == 0, 500 + random.nextInt(12_000));
        payments.add(paid);
        String event = "paid-" + account + "-" + i;
        Outcome outcome =
            paid.reversed() ? scene.reversal(id, paid.amount()) : scene.payment(id, paid.amount());
        publications.add(() -> scene.publish(event, paid.at(), outcome));
      }
    }
    Collections.shuffle(publications, random);
    int late = publications.size() * 4 / 5;
    publications.subList(0, late).forEach(Runnable::run);
    publications.subList(0, late / 10).forEach(Runnable::run);
    scene.flush();
    await()
        .atMost(WAIT)
        .until(
            () ->
                scene.count(
                        "select count(*) from feedback.decision where tenant = ?"
                            + " and label_state = 'matured'")
                    > 20);

    publications.subList(late, publications.size()).forEach(Runnable::run);
    scene.flush();

    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertEquals(expected(scene, decisions, payments), states(scene), "seed " + seed));
    assertEquals(
        payments.size(), scene.count("select count(*) from feedback.outcome where tenant = ?"));
  }

  private record Paid(String account, Instant at, boolean reversed, long amount) {}

  private static Map<UUID, String> states(Scene scene) throws SQLException {
    Map<UUID, String> states = new HashMap<>();
    scene.decisions().forEach((id, row) -> states.put(id, row.state() + " " + row.label()));
    return states;
  }

  private static Map<UUID, String> expected(
      Scene scene, List<DecisionMade> decisions, List<Paid> payments) throws SQLException {
    Instant[] watermark = {Instant.EPOCH};
    scene.query(
        "select watermark from feedback.label_progress where tenant = ?",
        row -> watermark[0] = row.getObject(1, java.time.OffsetDateTime.class).toInstant());
    Map<UUID, String> expected = new HashMap<>();
    for (DecisionMade decision : decisions) {
      expected.put(decision.decisionId(), expected(decision, decisions, payments, watermark[0]));
    }
    return expected;
  }

  private static String expected(
      DecisionMade decision, List<DecisionMade> all, List<Paid> payments, Instant watermark) {
    Instant end = decision.decidedAt().plus(HORIZON);
    if (end.isAfter(watermark)) {
      return "pending null";
    }
    boolean closed =
        all.stream()
            .filter(other -> other.accountId().equals(decision.accountId()))
            .filter(
                other ->
                    other.trigger().type().equals(EventTypes.CLOSED)
                        || other.trigger().type().equals(EventTypes.BANKRUPTCY_FILED))
            .anyMatch(
                other ->
                    !other.decidedAt().isBefore(decision.decidedAt())
                        && other.decidedAt().isBefore(end));
    if (closed || decision.debt().balanceMinor() <= 0) {
      return "censored null";
    }
    long net = 0;
    for (Paid paid : payments) {
      if (paid.account().equals(decision.accountId())
          && paid.at().isAfter(decision.decidedAt())
          && !paid.at().isAfter(end)) {
        net += paid.reversed() ? -paid.amount() : paid.amount();
      }
    }
    return "matured " + (net * 20 >= decision.debt().balanceMinor() ? 1 : 0);
  }

  private static DecisionMade randomDecision(Scene scene, String account, Random random) {
    String type =
        switch (random.nextInt(14)) {
          case 0 -> EventTypes.CLOSED;
          case 1 -> EventTypes.BANKRUPTCY_FILED;
          default -> EventTypes.UPDATED;
        };
    long balance = random.nextInt(10) == 0 ? 0 : 20L * (1 + random.nextInt(10_000));
    return scene.decision(account, at(random), type, balance, null, null, Map.of());
  }

  /// Days, so that events often meet the borders of windows.
  private static Instant at(Random random) {
    return START.plus(Duration.ofDays(random.nextInt(120)));
  }

  private static Outcome attempt(String account, @Nullable UUID decision) {
    return new Outcome.ContactAttempted(
        account, Channel.CALL, Outcome.ContactResult.NO_ANSWER, decision, null, null, null);
  }
}
