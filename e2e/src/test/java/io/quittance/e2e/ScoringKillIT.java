package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.e2e.audit.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The scoring process dies every five seconds while events flow, and nothing is lost or decided
/// twice.
class ScoringKillIT {

  private static final int ACCOUNTS = 500;
  private static final int ROUNDS = 20;
  private static final Duration FLOW = Duration.ofSeconds(40);
  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(5);

  private static TestPlatform platform;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start("scoring", "feedback");
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void killsLoseAndChangeNothing() throws Exception {
    // Given
    List<Portfolio.Input> events = Portfolio.events(ACCOUNTS, ROUNDS).toList();
    AtomicInteger kills = new AtomicInteger();
    ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();

    // When
    killer.scheduleAtFixedRate(
        () -> {
          platform.process("scoring").kill();
          platform.launch("scoring");
          kills.incrementAndGet();
        },
        BETWEEN_KILLS.toMillis(),
        BETWEEN_KILLS.toMillis(),
        TimeUnit.MILLISECONDS);
    Pace.publish(platform.topics(), events, FLOW);
    killer.shutdown();
    assertTrue(killer.awaitTermination(30, TimeUnit.SECONDS));
    long end = System.nanoTime();
    platform.awaitNoLag(Duration.ofSeconds(90), "scoring", "feedback");

    // Then
    Verdict verdict = platform.audit();
    System.out.printf(
        "kill -9 of scoring × %d within %d s; caught up %.1f s after the last%n%s%n",
        kills.get(), FLOW.toSeconds(), (System.nanoTime() - end) / 1e9, verdict);
    assertTrue(kills.get() >= 5);
    assertTrue(verdict.holds(), verdict::toString);
    assertEquals(ACCOUNTS * ROUNDS, verdict.count("deciding events"));
    assertEquals(ACCOUNTS * ROUNDS, verdict.count("decisions on topic"));
    assertEquals(ACCOUNTS * ROUNDS, verdict.count("decisions in database"));
    assertEquals(ACCOUNTS * ROUNDS, verdict.count("decisions in feedback"));
    assertEquals(verdict.count("repeats on topic"), verdict.count("feedback duplicate"));
  }
}
