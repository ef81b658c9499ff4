package io.quittance.feedback.outcome;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;

/// Makes the partitions that a batch needs, before and outside its transaction, and remembers them.
@ApplicationScoped
class MonthPartitions {

  private final Mutiny.SessionFactory sessions;
  private final Set<YearMonth> made = ConcurrentHashMap.newKeySet();

  MonthPartitions(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  Uni<Void> ensure(Collection<Instant> times) {
    Set<YearMonth> wanted = new TreeSet<>();
    times.forEach(time -> wanted.add(YearMonth.from(time.atZone(ZoneOffset.UTC))));
    wanted.removeAll(made);
    if (wanted.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Multi.createFrom()
        .iterable(List.copyOf(wanted))
        .onItem()
        .transformToUniAndConcatenate(this::make)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<YearMonth> make(YearMonth month) {
    return sessions
        .withStatelessTransaction(
            session ->
                session
                    .createNativeQuery(
                        "select cast(feedback.ensure_month(cast(cast(?1 as text) as timestamptz)) as text)",
                        String.class)
                    .setParameter(1, month.atDay(1) + "T00:00:00Z")
                    .getResultList())
        .invoke(() -> made.add(month))
        .replaceWith(month);
  }
}
