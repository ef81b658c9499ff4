package io.quittance.e2e.faults;

import io.quittance.e2e.audit.evidence.ConsumerLag;
import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.e2e.faults.platform.ServiceProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Waits until the platform has caught up: every service is ready, every record read, every outbox
/// empty, every label that is due made. Not thread-safe.
final class Recovery implements AutoCloseable {

  /// Without any change for so long, the platform counts as wedged.
  private static final Duration STANDSTILL = Duration.ofSeconds(90);

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration REPORT = Duration.ofSeconds(5);

  /// Labels follow the watermark, which follows the records after a silence.
  private static final Duration SETTLED = Duration.ofSeconds(8);

  private static final String WAITING =
      """
      select (select count(*) from scoring.outbox),
        (select count(*) from feedback.outbox),
        (select count(*) from feedback.decision d join feedback.label_progress p using (tenant)
          where (d.label_state = 'pending' or d.reopened)
            and d.decided_at + interval '30 days' <= p.watermark),
        (select count(*) from feedback.outcome o where o.join_state = 'parked'
          and exists (select 1 from feedback.decision d where d.decision_id = o.decision_id))
      """;

  private final FaultPlatform platform;
  private final Consumer<String> tell;
  private final ConsumerLag lag;

  Recovery(FaultPlatform platform, Consumer<String> tell) {
    this.platform = platform;
    this.tell = tell;
    this.lag = new ConsumerLag(platform.bootstrapServers());
  }

  /// What is still to be done; −1 where it cannot be known at the moment.
  private record Work(
      List<String> notReady, long scoring, long feedback, long outbox, long labels, long parked) {

    boolean isDone() {
      return notReady.isEmpty() && total() == 0;
    }

    /// Something unknown is work, too.
    long total() {
      return Math.abs(scoring)
          + Math.abs(feedback)
          + Math.abs(outbox)
          + Math.abs(labels)
          + Math.abs(parked)
          + notReady.size();
    }

    @Override
    public String toString() {
      return "lag of scoring %,d, of feedback %,d; outbox %d; labels due %,d; outcomes to join %d; not ready: %s"
          .formatted(scoring, feedback, outbox, labels, parked, String.join(", ", notReady));
    }
  }

  /// Returns when all is done, or when nothing has changed for long.
  ///
  /// @return what was left undone, 0 when nothing
  long await() throws InterruptedException {
    long begin = System.nanoTime();
    long changed = begin;
    long reported = begin;
    long doneSince = 0;
    Work before = work();
    while (true) {
      Work now = work();
      long time = System.nanoTime();
      if (!now.equals(before)) {
        changed = time;
        before = now;
      }
      if (!now.isDone()) {
        doneSince = 0;
      } else if (doneSince == 0) {
        doneSince = time;
      } else if (time - doneSince > SETTLED.toNanos()) {
        return 0;
      }
      if (time - reported > REPORT.toNanos()) {
        tell.accept("recovering: " + now);
        reported = time;
      }
      boolean still = time - changed > platform.patience().scaled(STANDSTILL).toNanos();
      boolean endless = time - begin > platform.patience().scaled(LONGEST).toNanos();
      if (!now.isDone() && (still || endless)) {
        tell.accept("WEDGED: " + now);
        return now.total();
      }
      Thread.sleep(LOOK);
    }
  }

  private Work work() {
    List<String> notReady = new ArrayList<>();
    for (ServiceProcess service : platform.services()) {
      if (!service.isReadyOrAway()) {
        notReady.add(service.name());
      }
    }
    long scoring = lag("scoring");
    long feedback = lag("feedback");
    try (Connection database = platform.servers().database();
        Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(WAITING)) {
      row.next();
      return new Work(
          notReady,
          scoring,
          feedback,
          row.getLong(1) + row.getLong(2),
          row.getLong(3),
          row.getLong(4));
    } catch (SQLException _) {
      return new Work(notReady, scoring, feedback, -1, -1, -1);
    }
  }

  private long lag(String group) {
    try {
      return lag.of(group);
    } catch (IllegalStateException _) {
      return -1;
    }
  }

  @Override
  public void close() {
    lag.close();
  }
}
