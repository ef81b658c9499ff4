package io.quittance.scoring.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Creates the partitions of a month before its first row, in a separate transaction and once per
/// process. Safe for several threads and processes.
@Singleton
public final class MonthRepository {

  private final Pool pool;
  private final Set<YearMonth> existing = ConcurrentHashMap.newKeySet();

  public MonthRepository(Pool pool) {
    this.pool = pool;
  }

  public Uni<Void> ensure(Collection<Instant> times) {
    Set<YearMonth> missing = new TreeSet<>();
    for (Instant time : times) {
      YearMonth month = YearMonth.from(time.atOffset(ZoneOffset.UTC));
      if (!existing.contains(month)) {
        missing.add(month);
      }
    }
    Uni<Void> done = Uni.createFrom().voidItem();
    for (YearMonth month : missing) {
      done = done.chain(() -> create(month));
    }
    return done;
  }

  private Uni<Void> create(YearMonth month) {
    return pool.preparedQuery("select scoring.ensure_month($1)")
        .execute(Tuple.of(month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC)))
        .invoke(() -> existing.add(month))
        .replaceWithVoid();
  }
}
