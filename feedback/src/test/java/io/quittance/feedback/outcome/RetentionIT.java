package io.quittance.feedback.outcome;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quittance.feedback.FeedbackProfile;
import io.quittance.feedback.Scene;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Partitions and retention beside readers that take their time.
@QuarkusTest
@TestProfile(RetentionIT.Profile.class)
@SuppressWarnings("NullAway.Init")
class RetentionIT {

  private static final Duration WAIT = Duration.ofSeconds(40);
  private static final Duration READ = Duration.ofSeconds(8);

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

  private void run(String sql) throws SQLException {
    try (Connection connection = platform.jdbc();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long decisions(Scene scene) throws SQLException {
    return scene.count("select count(*) from feedback.decision where tenant = ?");
  }

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
      long until = System.nanoTime() + READ.toNanos();

      scene.publish(scene.degraded("acc-1", Instant.parse("2021-07-02T15:00:00Z")));
      scene.flush();

      await().atMost(WAIT).until(() -> decisions(scene) == 2);
      assertTrue(System.nanoTime() < until, "the batch waited for the reader");
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
                        "select count(*) from pg_class where relname = 'outcome_2016_03' and ? <> ''")
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
