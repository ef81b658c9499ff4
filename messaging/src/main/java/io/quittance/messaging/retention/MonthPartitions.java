package io.quittance.messaging.retention;

import io.quittance.messaging.RefusedContent;
import io.quittance.messaging.outbox.OutboxConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Makes the partitions of months with the function `ensure_month` of the service's schema. Coming
/// months are made ahead, on a schedule; the month of an older record is made when it is first
/// needed, in a transaction of its own that waits for nobody and lets nobody wait, once for all
/// that need it. Safe for several threads and processes.
@Singleton
public final class MonthPartitions {

  /// The months to have beyond the current one.
  public static final int AHEAD = 2;

  private static final String CHECK_VIOLATION = "23514";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Pool pool;
  private final Clock clock;
  private final String ensure;
  private final Set<YearMonth> existing = ConcurrentHashMap.newKeySet();
  private final Map<YearMonth, Uni<Void>> inTheMaking = new ConcurrentHashMap<>();

  public MonthPartitions(OutboxConfig schema, Pool pool, Clock clock) {
    this.ensure = "select %s.ensure_month($1)".formatted(schema.schema());
    this.pool = pool;
    this.clock = clock;
  }

  /// Completes when the months of these times have partitions. Fails with
  /// [OlderThanRetentionException] when one of them was dropped for its age.
  public Uni<Void> ensure(Collection<Instant> times) {
    Set<YearMonth> missing = new TreeSet<>();
    for (Instant time : times) {
      YearMonth month = month(time);
      if (!existing.contains(month)) {
        missing.add(month);
      }
    }
    Uni<Void> done = Uni.createFrom().voidItem();
    for (YearMonth month : missing) {
      done = done.chain(() -> make(month));
    }
    return done;
  }

  /// Makes the current month and those after it.
  Uni<Void> ensureAhead() {
    YearMonth now = month(clock.instant());
    Uni<Void> done = Uni.createFrom().voidItem();
    for (int i = 0; i <= AHEAD; i++) {
      YearMonth month = now.plusMonths(i);
      done = done.chain(() -> existing.contains(month) ? Uni.createFrom().voidItem() : make(month));
    }
    return done;
  }

  /// Forgets which months exist: one of them turned out to be gone, or retention drops some.
  public void forget() {
    existing.clear();
  }

  /// Returns whether a row may have been refused because its month has no partition, as when
  /// another process dropped it. PostgreSQL reports the state of a violated check for that, with
  /// words in the server's language; to try again after a violated check costs little.
  public static boolean isMissingMonth(Throwable failure) {
    return CHECK_VIOLATION.equals(RefusedContent.sqlState(failure));
  }

  /// Callers that need the same month at once wait for one attempt.
  private Uni<Void> make(YearMonth month) {
    return inTheMaking.computeIfAbsent(month, this::making);
  }

  private Uni<Void> making(YearMonth month) {
    return Uni.createFrom()
        .deferred(() -> create(month))
        .onFailure(MonthPartitions::isLockTimeout)
        .retry()
        .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(2))
        .indefinitely()
        .onTermination()
        .invoke(() -> inTheMaking.remove(month))
        .memoize()
        .indefinitely();
  }

  private Uni<Void> create(YearMonth month) {
    Instant first = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return pool.preparedQuery(ensure)
        .execute(Tuple.of(first.atOffset(ZoneOffset.UTC)))
        .invoke(
            rows -> {
              if (!rows.iterator().next().getBoolean(0)) {
                throw new OlderThanRetentionException(month);
              }
              existing.add(month);
            })
        .replaceWithVoid();
  }

  static boolean isLockTimeout(Throwable failure) {
    return LOCK_NOT_AVAILABLE.equals(RefusedContent.sqlState(failure));
  }

  static YearMonth month(Instant time) {
    return YearMonth.from(time.atOffset(ZoneOffset.UTC));
  }
}
