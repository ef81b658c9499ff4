package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.e2e.audit.Verdict;
import io.quittance.local.launch.Part;
import io.quittance.testkit.TestTopics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Kills the scoring process about every five seconds while events flow, and checks that nothing is
/// lost or decided twice. A kill from outside hardly ever meets the gaps between commit, publish
/// and acknowledgement, so two of three processes end themselves there.
///
/// Each way to end happens once; `-Dquittance.kill.lives=12` lets each happen four times.
class ScoringKillIT {

  private static final int ACCOUNTS = 500;
  private static final int LIVES = Integer.getInteger("quittance.kill.lives", 3);

  /// Each life gets about 1,500 deciding events.
  private static final int ROUNDS = 3 * (LIVES + 1);

  private static final Duration LIFE = Duration.ofSeconds(5);

  /// The start of a process may take minutes on a busy machine.
  private static final Duration START = Duration.ofMinutes(10);

  private static final String COMMITTED = "between-commit-and-publish";

  /// How the processes end, in turn; absent: killed from outside. Each life gets more events than
  /// one batch holds, so that the second batch of decisions always comes.
  private static final List<Optional<String>> ENDS =
      List.of(
          Optional.empty(),
          Optional.of(COMMITTED),
          Optional.of("between-publish-and-acknowledgement"));

  private static TestPlatform platform;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start(Part.SCORING, Part.FEEDBACK);
    platform.process(Part.SCORING).close();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  @Timeout(value = 90, unit = TimeUnit.MINUTES)
  void killsLoseNothingAndChangeNoDecision() throws Exception {
    List<InputRecords.Input> events = InputRecords.events(ACCOUNTS, ROUNDS).toList();

    long flow = System.nanoTime();

    List<Integer> unpublished = new ArrayList<>();
    for (int life = 0; life < LIVES; life++) {
      long decided = decisions();
      Optional<String> end = ENDS.get(life % ENDS.size());
      platform.launch(Part.SCORING, end.map(ScoringKillIT::haltingAt).orElse(Map.of()));
      PacedPublisher.publish(platform.topics(), slice(events, life), LIFE);
      if (end.isEmpty()) {
        awaitDecisions(decided + 1);
        platform.process(Part.SCORING).kill();
      } else {
        platform.process(Part.SCORING).onExit().get(START.toMinutes(), TimeUnit.MINUTES);
      }
      if (end.filter(COMMITTED::equals).isPresent()) {
        unpublished.add(Math.toIntExact(decisions() - published()));
      }
    }
    platform.launch(Part.SCORING);
    double killing = (System.nanoTime() - flow) / 1e9;
    long begin = System.nanoTime();
    PacedPublisher.publish(platform.topics(), slice(events, LIVES));
    awaitDecisions(decisions() + 1);
    double recovered = (System.nanoTime() - begin) / 1e9;
    platform.awaitNoLag(Duration.ofMinutes(5));

    Verdict verdict = platform.audit();
    System.out.printf(
        Locale.ROOT,
        "scoring ended %d times in %.0f s; decides again %.1f s after the last end; committed and"
            + " not published at the gap: %s%n%s%n",
        LIVES,
        killing,
        recovered,
        unpublished,
        verdict);
    assertTrue(unpublished.stream().allMatch(count -> count > 0), unpublished::toString);
    assertTrue(verdict.count("repeats on topic") > 0, verdict::toString);
    assertTrue(verdict.holds(), verdict::toString);
    assertEquals(ACCOUNTS * ROUNDS, verdict.count("deciding events"));
    assertEquals(ACCOUNTS * ROUNDS, verdict.count("decisions on topic"));
    assertEquals(ACCOUNTS * ROUNDS, verdict.count("decisions in database"));
    assertEquals(ACCOUNTS * ROUNDS, verdict.count("decisions in feedback"));
    assertEquals(verdict.count("repeats on topic"), verdict.count("feedback duplicate"));
  }

  /// Returns the events of one life of the process; all lives get the same number.
  private static List<InputRecords.Input> slice(List<InputRecords.Input> events, int life) {
    int lives = LIVES + 1;
    return events.subList(events.size() * life / lives, events.size() * (life + 1) / lives);
  }

  /// Waits until the process works, so that each kill interrupts it.
  private static void awaitDecisions(long atLeast) {
    Awaitility.await()
        .atMost(START)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(ScoringKillIT::decisions, count -> count >= atLeast);
  }

  private static Map<String, String> haltingAt(String failpoint) {
    return Map.of(
        "quarkus.profile",
        "prod,faults",
        "quittance.failpoint.halt-at",
        failpoint,
        "quittance.failpoint.pass",
        "2");
  }

  /// Returns how many different decisions the topic holds.
  private static long published() {
    return platform.topics().records("decisions").stream()
        .map(record -> TestTopics.header(record, "ce_id"))
        .distinct()
        .count();
  }

  private static long decisions() throws SQLException {
    try (Connection database = platform.database();
        Statement statement = database.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from scoring.decision")) {
      count.next();
      return count.getLong(1);
    }
  }
}
