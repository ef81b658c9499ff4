package io.quittance.feedback.outcome;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;

/// Makes the partitions of months. Coming months are made ahead, on a schedule; the month of an
/// older record is made when it is first needed, in a transaction of its own that waits for nobody
/// and lets nobody wait. Safe for several threads and processes.
@ApplicationScoped
class MonthPartitions {

  /// The months to have beyond the current one.
  static final int AHEAD = 2;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Mutiny.SessionFactory sessions;
  private final Clock clock;
  private final Set<YearMonth> made = ConcurrentHashMap.newKeySet();

  MonthPartitions(Mutiny.SessionFactory sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /// Says that a record lies in a month that retention has dropped.
  static final class OlderThanRetentionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final YearMonth month;

    private OlderThanRetentionException(YearMonth month) {
      super("the month %s is no longer kept".formatted(month));
      this.month = month;
    }

    /// Returns whether a record of this time is refused: its month is this one or an earlier one.
    boolean concerns(Instant time) {
      return !month(time).isAfter(month);
    }
  }

  /// Completes when the months of these times have partitions. Fails with
  /// [OlderThanRetentionException] when one of them was dropped for its age.
  Uni<Void> ensure(Collection<Instant> times) {
    Set<YearMonth> wanted = new TreeSet<>();
    times.forEach(time -> wanted.add(month(time)));
    wanted.removeAll(made);
    return make(wanted);
  }

  /// Makes the current month and those after it.
  Uni<Void> ensureAhead() {
    YearMonth now = month(clock.instant());
    Set<YearMonth> wanted = new TreeSet<>();
    for (int i = 0; i <= AHEAD; i++) {
      wanted.add(now.plusMonths(i));
    }
    wanted.removeAll(made);
    return make(wanted);
  }

  /// Forgets which months exist: one of them turned out to be gone, or retention drops some.
  void forget() {
    made.clear();
  }

  /// Returns whether a row was refused because its month has no partition, as when another process
  /// dropped it.
  static boolean isMissingMonth(Throwable failure) {
    return mentions(failure, "no partition of relation");
  }

  private Uni<Void> make(Set<YearMonth> wanted) {
    Uni<Void> done = Uni.createFrom().voidItem();
    for (YearMonth month : wanted) {
      done = done.chain(() -> make(month));
    }
    return done;
  }

  private Uni<Void> make(YearMonth month) {
    return Uni.createFrom()
        .deferred(() -> create(month))
        .onFailure(failure -> mentions(failure, LOCK_NOT_AVAILABLE))
        .retry()
        .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(2))
        .indefinitely();
  }

  private Uni<Void> create(YearMonth month) {
    return sessions
        .withStatelessTransaction(
            session ->
                session
                    .createNativeQuery(
                        "select cast(feedback.ensure_month(cast(cast(?1 as text) as timestamptz)) as text)",
                        String.class)
                    .setParameter(1, month.atDay(1) + "T00:00:00Z")
                    .getSingleResult())
        .invoke(
            kept -> {
              if (!"true".equals(kept)) {
                throw new OlderThanRetentionException(month);
              }
              made.add(month);
            })
        .replaceWithVoid();
  }

  /// Hibernate wraps the driver's failure, whose message names the SQLSTATE.
  private static boolean mentions(Throwable failure, String words) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(words)) {
        return true;
      }
    }
    return false;
  }

  private static YearMonth month(Instant time) {
    return YearMonth.from(time.atZone(ZoneOffset.UTC));
  }
}
