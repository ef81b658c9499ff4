package io.quittance.feedback.outcome;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quittance.feedback.FeedbackProfile;
import io.quittance.feedback.Scene;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Partitions and retention beside readers that take their time: what waited for one would not be
/// done before it ends.
@QuarkusTest
@TestProfile(RetentionIT.Profile.class)
@SuppressWarnings("NullAway.Init")
class RetentionIT {

  private static final Duration WAIT = Duration.ofSeconds(40);

  /// Retention runs every second.
  public static final class Profile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(new FeedbackProfile().getConfigOverrides());
      settings.put("quittance.retention.keep", "3650d");
      settings.put("quittance.retention.every", "1s");
      return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return new FeedbackProfile().testResources();
    }
  }

  QuittanceTestResource platform;

  @Inject MeterRegistry meters;

  private void run(String sql) throws SQLException {
    try (Connection connection = platform.jdbc();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long decisions(Scene scene) throws SQLException {
    return scene.count("select count(*) from feedback.decision where tenant = ?");
  }

  /// The reader holds its locks for as long as the decision is waited for.
  @Test
  void aLongReaderHoldsBackNoBatchAlsoWhenItsMonthIsNew() throws SQLException {
    Scene scene = new Scene(platform, "reader");
    scene.publish(scene.degraded("acc-0", Instant.parse("2021-06-02T15:00:00Z")));
    scene.flush();
    await().atMost(WAIT).until(() -> decisions(scene) == 1);
    try (Connection reader = platform.jdbc();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("select count(*) from feedback.decision, feedback.outcome");

      scene.publish(scene.degraded("acc-1", Instant.parse("2021-07-02T15:00:00Z")));
      scene.flush();

      await().atMost(WAIT).until(() -> decisions(scene) == 2);
      reader.rollback();
    }
  }

  @Test
  void aMonthGoesWhenItsLabelsAreKnownAndItsRecordsComeTooLate() throws SQLException {
    Scene scene = new Scene(platform, "old");
    scene.publish(scene.degraded("acc-1", Instant.parse("2021-06-02T15:00:00Z")));
    scene.flush();
    await().atMost(WAIT).until(() -> decisions(scene) == 1);
    run(
        "create table feedback.decision_2016_03 (like feedback.decision including all);"
            + "create table feedback.outcome_2016_03 (like feedback.outcome including all);"
            + "create table public.copy as select * from feedback.decision where tenant = 'old';"
            + "update public.copy set decided_at = '2016-03-05Z', decision_id = gen_random_uuid(),"
            + " tenant = 'quiet', label_state = 'pending', label = null, censored_by = null;"
            + "insert into feedback.decision_2016_03 select * from public.copy;"
            + "alter table feedback.outcome attach partition feedback.outcome_2016_03"
            + " for values from ('2016-03-01Z') to ('2016-04-01Z');"
            + "alter table feedback.decision attach partition feedback.decision_2016_03"
            + " for values from ('2016-03-01Z') to ('2016-04-01Z')");
    Scene quiet = new Scene(platform, "quiet");
    await().during(Duration.ofSeconds(3)).atMost(WAIT).until(() -> decisions(quiet) == 1);

    run(
        "update feedback.decision set label_state = 'censored', reopened = false"
            + " where decided_at < '2016-04-01Z'");

    await().atMost(WAIT).until(() -> decisions(quiet) == 0);
    await()
        .atMost(WAIT)
        .until(
            () ->
                scene.count(
                        "select count(*) from pg_class where relname = 'outcome_2016_03' and ? <>"
                            + " ''")
                    == 0);
    scene.publish("late", Instant.parse("2016-03-06T00:00:00Z"), scene.payment("acc-1", 700));
    scene.publish("fine", Instant.parse("2021-06-06T00:00:00Z"), scene.payment("acc-1", 700));
    scene.flush();
    assertEquals(
        "older-than-retention",
        TestTopics.header(
            platform.topics().awaitRecords("outcomes-dlq", 1, WAIT).getFirst(), "dlq_cause"));
    await()
        .atMost(WAIT)
        .until(() -> scene.count("select count(*) from feedback.outcome where tenant = ?") == 1);
  }

  /// Its last month stays pending: no event of the tenant moves its watermark.
  @Test
  void aTenantThatStopsSendingHoldsUpNoOther() throws SQLException {
    Scene scene = new Scene(platform, "busy");
    scene.publish(scene.degraded("acc-1", Instant.parse("2021-06-02T15:00:00Z")));
    scene.flush();
    await().atMost(WAIT).until(() -> decisions(scene) == 1);
    run(
        "create table public.sample as select * from feedback.decision where tenant = 'busy';"
            + "update public.sample set label_state = 'censored', label = null, reopened = false,"
            + " censored_by = 'closed';"
            + month("2015_01")
            + month("2015_02")
            + row("2015_01", "2015-01-05Z", "silent", "pending")
            + row("2015_01", "2015-01-05Z", "lively", "censored")
            + row("2015_02", "2015-02-05Z", "lively", "censored")
            + outcome("2015_01", "2015-01-06Z", "lively")
            + outcome("2015_02", "2015-02-06Z", "lively")
            + outcome("2015_02", "2015-02-06Z", "silent")
            + attach("2015_01", "2015-01-01Z", "2015-02-01Z")
            + attach("2015_02", "2015-02-01Z", "2015-03-01Z"));
    Scene lively = new Scene(platform, "lively");
    Scene silent = new Scene(platform, "silent");

    await().atMost(WAIT).until(() -> decisions(lively) == 0 && outcomes(lively) == 0);

    assertEquals(1, decisions(silent));
    assertEquals(1, outcomes(silent));
    assertEquals(
        0,
        scene.count(
            "select count(*) from pg_class where relname = 'decision_2015_02' and ? <> ''"));
    await().atMost(WAIT).untilAsserted(() -> assertEquals(List.of(1.0), heldMonths("silent")));

    run("update feedback.decision set label_state = 'censored' where tenant = 'silent'");

    await().atMost(WAIT).until(() -> decisions(silent) == 0 && outcomes(silent) == 0);
    await().atMost(WAIT).until(() -> heldMonths("silent").equals(List.of(0.0)));
  }

  private List<Double> heldMonths(String tenant) {
    return meters.find("quittance_retention_held_months").tag("tenant", tenant).gauges().stream()
        .map(Gauge::value)
        .toList();
  }

  private static long outcomes(Scene scene) throws SQLException {
    return scene.count("select count(*) from feedback.outcome where tenant = ?");
  }

  private static String month(String suffix) {
    return "create table feedback.decision_%1$s (like feedback.decision including all);"
            .formatted(suffix)
        + "create table feedback.outcome_%1$s (like feedback.outcome including all);"
            .formatted(suffix);
  }

  private static String row(String suffix, String at, String tenant, String state) {
    return "insert into feedback.decision_%s select (r).* from (select jsonb_populate_record(d, jsonb_build_object('decided_at', '%s', 'decision_id', gen_random_uuid(), 'tenant', '%s', 'label_state', '%s')) as r from public.sample d) x;"
        .formatted(suffix, at, tenant, state);
  }

  private static String outcome(String suffix, String at, String tenant) {
    return "insert into feedback.outcome_%s (tenant, source, event_id, ce_time, ce_type, account_id, join_state, content_sha256, kafka_topic, kafka_partition, kafka_offset) values ('%s', '/s', gen_random_uuid(), '%s', 't', 'a', 'none', '', 't', 0, 0);"
        .formatted(suffix, tenant, at);
  }

  private static String attach(String suffix, String from, String to) {
    return "alter table feedback.outcome attach partition feedback.outcome_%1$s for values from ('%2$s') to ('%3$s');alter table feedback.decision attach partition feedback.decision_%1$s for values from ('%2$s') to ('%3$s');"
        .formatted(suffix, from, to);
  }

  @Test
  void aMonthThatAnotherProcessDroppedLosesNothing() throws SQLException {
    Scene scene = new Scene(platform, "gone");
    scene.publish(scene.degraded("acc-1", Instant.parse("2019-01-02T15:00:00Z")));
    scene.flush();
    await().atMost(WAIT).until(() -> decisions(scene) == 1);
    run("drop table feedback.outcome_2019_01; drop table feedback.decision_2019_01");

    scene.publish(scene.degraded("acc-2", Instant.parse("2019-01-03T15:00:00Z")));
    scene.flush();

    await().atMost(WAIT).until(() -> decisions(scene) == 1);
  }
}
