package io.quittance.feedback.dataset;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.feedback.FeedbackProfile;
import io.quittance.feedback.Scene;
import io.quittance.testkit.QuittanceTestResource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(FeedbackProfile.class)
@SuppressWarnings("NullAway.Init")
class WeeksIT {

  private static final Instant START = Instant.parse("2026-01-01T06:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int DAYS = 80;
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final String ALL =
      "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"%s\",\"weeks\":%s}";
  private static final Instant LATE = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant EARLY = START.plus(Duration.ofDays(25));
  private static final Duration HORIZON = Duration.ofDays(30);

  QuittanceTestResource platform;

  @TempDir Path directory = Path.of("");

  /// Money as the test says it; negative for a reversal.
  private record Money(String account, Instant at, long minor, String currency) {}

  /// Random histories on whole and half days, so that payments, next decisions and ends of weeks
  /// often coincide; a fifth of the facts comes after the labels were made.
  @Test
  void aWeekIsWhatTheDefinitionSays() throws Exception {
    long seed = 20_261_130;
    Random random = new Random(seed);
    Scene scene = new Scene(platform, "weeks");
    List<DecisionMade> decisions = new ArrayList<>();
    List<Money> money = new ArrayList<>();
    List<Runnable> publications = new ArrayList<>();
    for (int account = 0; account < 40; account++) {
      String id = "acc-" + account;
      for (int i = 0; i < 9; i++) {
        DecisionMade decision = decision(scene, id, random);
        decisions.add(decision);
        publications.add(() -> scene.publish(decision));
      }
      for (int i = 0; i < 9; i++) {
        Money paid = money(id, random);
        money.add(paid);
        String event = "paid-" + account + "-" + i;
        publications.add(() -> scene.publish(event, paid.at(), outcome(event, paid)));
      }
    }
    Instant end = START.plus(Duration.ofDays(DAYS));
    Collections.shuffle(publications, random);
    int late = publications.size() * 4 / 5;
    publications.subList(0, late).forEach(Runnable::run);
    scene.publish(end, scene.payment("acc-last", 1));
    scene.flush();
    awaitLabels(scene, end);
    publications.subList(late, publications.size()).forEach(Runnable::run);
    scene.flush();
    await()
        .atMost(WAIT)
        .until(
            () ->
                scene.count("select count(*) from feedback.decision where tenant = ?")
                        + scene.count("select count(*) from feedback.outcome where tenant = ?")
                    == publications.size() + 1);
    awaitLabels(scene, end);
    AskedDataset datasets = new AskedDataset(platform, "weeks");

    Path labelled =
        datasets.download(ALL.formatted(LATE, false), directory.resolve("labelled.parquet"));
    Path all = datasets.download(ALL.formatted(LATE, true), directory.resolve("all.parquet"));
    Path early = datasets.download(ALL.formatted(EARLY, true), directory.resolve("early.parquet"));

    Map<String, String> expected = new TreeMap<>();
    Map<String, String> expectedLabelled = new TreeMap<>();
    Map<String, String> expectedEarly = new TreeMap<>();
    for (DecisionMade decision : decisions) {
      Scene.Stored stored = java.util.Objects.requireNonNull(scene.stored(decision));
      String id = decision.decisionId().toString();
      String week = " " + week(decision, decisions, money);
      boolean matured = stored.state().equals("matured");
      boolean hasWeek =
          decision.debt().balanceMinor() > 0
              && decision.trigger().type().equals(EventTypes.UPDATED);
      Instant over = decision.decidedAt().plus(WEEK);
      if (matured) {
        expectedLabelled.put(id, stored.label() + week);
      }
      if (matured || (hasWeek && !over.isAfter(end))) {
        expected.put(id, stored.label() + week);
      }
      if (matured && decision.decidedAt().isBefore(EARLY)) {
        expectedEarly.put(id, stored.label() + week);
      } else if (hasWeek && !over.isAfter(EARLY.plus(HORIZON))) {
        expectedEarly.put(id, null + week);
      }
    }
    assertTrue(expectedLabelled.size() > 20, expectedLabelled.size() + " rows are labelled");
    assertTrue(expected.size() > expectedLabelled.size() + 20, expected.size() + " rows");
    assertEquals(expectedLabelled, weeks(labelled), "seed " + seed);
    assertEquals(expected, weeks(all), "seed " + seed);
    assertTrue(expectedEarly.size() > 20, expectedEarly.size() + " rows are early");
    assertEquals(expectedEarly, weeks(early), "seed " + seed);
  }

  @Test
  void aRowTellsWhatWasChosenAndWhatCouldHaveBeen() throws Exception {
    Scene scene = new Scene(platform, "choices");
    DecisionMade chosen = chosen(scene.degraded("acc-1", START));
    DecisionMade old = chosen(scene.degraded("acc-2", START.plusSeconds(60)));
    scene.publish(chosen);
    scene.publish(old);
    Instant end = START.plus(Duration.ofDays(40));
    scene.publish(end, scene.payment("acc-3", 1));
    scene.flush();
    awaitLabels(scene, end);
    try (Connection connection = platform.jdbc();
        PreparedStatement forget =
            connection.prepareStatement(
                "update feedback.decision set offer = null, choices = null, debtor_id = null"
                    + " where decision_id = ?")) {
      forget.setObject(1, old.decisionId());
      assertEquals(1, forget.executeUpdate());
    }

    Path file =
        new AskedDataset(platform, "choices")
            .download(ALL.formatted(LATE, false), directory.resolve("choices.parquet"));

    List<String> rows = new ArrayList<>();
    read(
        file,
        row ->
            rows.add(
                String.join(
                    " | ",
                    row.getString("debtor_id"),
                    row.getString("offer"),
                    row.getString("choices"),
                    row.getString("explored"))));
    assertEquals(
        List.of(
            "debtor-acc-1 | settlement | no-contact/none:0.1 call/settlement:0.9 | true",
            "null | null | null | true"),
        rows);
  }

  private static void awaitLabels(Scene scene, Instant end) {
    await()
        .atMost(WAIT)
        .until(
            () ->
                scene.count(
                            "select count(*) from feedback.label_progress where tenant = ?"
                                + " and watermark >= timestamptz '"
                                + end
                                + "'")
                        == 1
                    && scene.count(
                            "select count(*) from feedback.decision where tenant = ?"
                                + " and (reopened or label_state = 'pending' and decided_at <="
                                + " timestamptz '"
                                + end
                                + "' - interval '30 days')")
                        == 0);
  }

  private static DecisionMade decision(Scene scene, String account, Random random) {
    String trigger =
        switch (random.nextInt(20)) {
          case 0 -> EventTypes.CLOSED;
          case 1 -> EventTypes.BANKRUPTCY_FILED;
          default -> EventTypes.UPDATED;
        };
    long balance = random.nextInt(10) == 0 ? 0 : 50_000;
    return scene.decision(account, at(random), trigger, balance, null, null, Map.of());
  }

  private static Money money(String account, Random random) {
    long minor = 100L * (1 + random.nextInt(50));
    return new Money(
        account,
        at(random),
        random.nextInt(4) == 0 ? -minor : minor,
        random.nextInt(8) == 0 ? "JPY" : "USD");
  }

  private static Instant at(Random random) {
    return START.plus(Duration.ofHours(12L * random.nextInt(2 * DAYS)));
  }

  private static Outcome outcome(String id, Money money) {
    return money.minor() > 0
        ? new Outcome.PaymentReceived(money.account(), id, money.minor(), money.currency())
        : new Outcome.PaymentReversed(money.account(), id, -money.minor(), money.currency());
  }

  private static String week(DecisionMade decision, List<DecisionMade> all, List<Money> money) {
    Instant end = decision.decidedAt().plus(WEEK);
    for (DecisionMade other : all) {
      boolean next =
          other.accountId().equals(decision.accountId())
              && (other.decidedAt().isAfter(decision.decidedAt())
                  || (other.decidedAt().equals(decision.decidedAt())
                      && other.decisionId().toString().compareTo(decision.decisionId().toString())
                          > 0));
      if (next && other.decidedAt().isBefore(end)) {
        end = other.decidedAt();
      }
    }
    long paid = 0;
    for (Money each : money) {
      boolean within = each.at().isAfter(decision.decidedAt()) && !each.at().isAfter(end);
      if (each.account().equals(decision.accountId()) && within && each.currency().equals("USD")) {
        paid += each.minor();
      }
    }
    return paid + " in " + Duration.between(decision.decidedAt(), end).toHours() + " h";
  }

  private static Map<String, String> weeks(Path file) throws SQLException {
    Map<String, String> weeks = new TreeMap<>();
    read(
        file,
        row ->
            weeks.put(
                row.getString("decision_id"),
                row.getString("label")
                    + " "
                    + row.getLong("week_paid_minor")
                    + " in "
                    + Math.round(24 * row.getDouble("week_days"))
                    + " h"));
    return weeks;
  }

  private static void read(Path file, Scene.RowReader reader) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery("select * from '" + file + "'")) {
      Instant last = Instant.MIN;
      while (rows.next()) {
        Instant at = rows.getObject("decided_at", OffsetDateTime.class).toInstant();
        assertTrue(!at.isBefore(last), "rows are in the order of time");
        last = at;
        reader.read(rows);
      }
    }
  }

  private static DecisionMade chosen(DecisionMade d) {
    return new DecisionMade(
        d.decisionId(),
        d.subject(),
        d.trigger(),
        d.decidedAt(),
        d.correlationId(),
        d.features(),
        d.debt(),
        d.answer(),
        List.of(
            new ActionValue(Action.NO_CONTACT, true, null, null, Offer.NONE, 0.1, null),
            new ActionValue(Action.LETTER, false, null, null, Offer.REMINDER, 0.0, null),
            new ActionValue(Action.CALL, true, null, null, Offer.SETTLEMENT, 0.9, null)),
        new DecisionMade.Recommendation(Action.CALL, Offer.SETTLEMENT, null, null),
        new DecisionMade.Selection(0.9, true, null, null),
        d.rules());
  }
}
