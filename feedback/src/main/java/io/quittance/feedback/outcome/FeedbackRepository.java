package io.quittance.feedback.outcome;

import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.text.WireNames;
import io.quittance.feedback.label.LabelConfig;
import io.quittance.feedback.outcome.FeedbackBatch.DecisionKey;
import io.quittance.feedback.outcome.FeedbackBatch.Known;
import io.quittance.messaging.Origin;
import io.quittance.messaging.retention.MonthPartitions;
import io.quittance.messaging.retention.OlderThanRetentionException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/// Stores a batch in one stateless transaction, one statement a table: rows travel as arrays of
/// text and are cast by the database. Times are kept to the microsecond.
///
/// Every batch holds [LabelConfig#LOCK] shared, the label pass holds it exclusively: a payment is
/// either seen by the pass or sees what the pass wrote, and then re-opens it.
@ApplicationScoped
class FeedbackRepository {

  /// Attempts after another process dropped a month that this one knew.
  private static final int AGAIN = 3;

  /// The number of rows by fate.
  record Stored(int decisions, int plain, int joined, int parked, int reopened) {}

  private final Mutiny.SessionFactory sessions;
  private final MonthPartitions partitions;
  private final FeatureSchemas schemas;
  private final LabelConfig labels;
  private final Clock clock;

  FeedbackRepository(
      Mutiny.SessionFactory sessions,
      MonthPartitions partitions,
      FeatureSchemas schemas,
      LabelConfig labels,
      Clock clock) {
    this.sessions = sessions;
    this.partitions = partitions;
    this.schemas = schemas;
    this.labels = labels;
    this.clock = clock;
  }

  /// Stores what is to be stored; a record of a month that is no longer kept becomes poison of the
  /// batch.
  Uni<Stored> store(FeedbackBatch batch) {
    return Uni.createFrom()
        .deferred(() -> storeOnce(batch))
        .onFailure(MonthPartitions::isMissingMonth)
        .invoke(partitions::forget)
        .onFailure(MonthPartitions::isMissingMonth)
        .retry()
        .atMost(AGAIN)
        .onFailure(OlderThanRetentionException.class)
        .recoverWithUni(
            failure -> {
              batch.refuseOlder((OlderThanRetentionException) failure);
              return store(batch);
            });
  }

  private Uni<Stored> storeOnce(FeedbackBatch batch) {
    List<Instant> times = new ArrayList<>();
    batch.decisions().forEach(row -> times.add(row.decision().decidedAt()));
    batch.outcomes().forEach(row -> times.add(row.time()));
    return partitions
        .ensure(times)
        .chain(() -> schemas.ids(batch.decisions().stream().map(DecisionRow::schema).toList()))
        .chain(
            ids ->
                sessions.withStatelessTransaction(
                    session ->
                        lock(session)
                            .chain(() -> dropKnown(session, batch))
                            .chain(() -> write(session, batch, ids))));
  }

  private static Uni<?> lock(StatelessSession session) {
    return session.createNativeQuery(FeedbackSql.BEGIN, Object[].class).getResultList();
  }

  private static Uni<Void> dropKnown(StatelessSession session, FeedbackBatch batch) {
    Map<DecisionKey, Known> decisions = new HashMap<>();
    Map<EventIdentity, Known> outcomes = new HashMap<>();
    return knownDecisions(session, batch.decisions())
        .invoke(
            rows -> {
              for (Object[] row : rows) {
                decisions.put(
                    new DecisionKey(text(row, 0), UUID.fromString(text(row, 1))), known(row, 2));
              }
            })
        .chain(() -> knownOutcomes(session, batch.outcomes()))
        .invoke(
            rows -> {
              for (Object[] row : rows) {
                outcomes.put(
                    new EventIdentity(text(row, 0), text(row, 1), text(row, 2)), known(row, 3));
              }
            })
        .invoke(() -> batch.dropKnown(decisions, outcomes))
        .replaceWithVoid();
  }

  private static Uni<List<Object[]>> knownDecisions(
      StatelessSession session, List<DecisionRow> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return session
        .createNativeQuery(FeedbackSql.KNOWN_DECISIONS, Object[].class)
        .setParameter(1, TextColumn.of(rows, row -> row.decision().tenant()))
        .setParameter(2, TextColumn.of(rows, row -> row.decision().decisionId()))
        .getResultList();
  }

  private static Uni<List<Object[]>> knownOutcomes(
      StatelessSession session, List<OutcomeRow> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return session
        .createNativeQuery(FeedbackSql.KNOWN_OUTCOMES, Object[].class)
        .setParameter(1, TextColumn.of(rows, row -> row.identity().tenant()))
        .setParameter(2, TextColumn.of(rows, row -> row.identity().source()))
        .setParameter(3, TextColumn.of(rows, row -> row.identity().id()))
        .getResultList();
  }

  private Uni<Stored> write(
      StatelessSession session, FeedbackBatch batch, Map<FeatureSchema, Integer> ids) {
    List<DecisionRow> decisions = batch.decisions();
    List<OutcomeRow> outcomes = batch.outcomes();
    List<Integer> counts = new ArrayList<>();
    return insertDecisions(session, decisions, ids)
        .invoke(counts::add)
        .chain(() -> insertOutcomes(session, outcomes))
        .invoke(counts::add)
        .chain(() -> join(session, decisions))
        .chain(() -> joinedNow(session, outcomes))
        .invoke(counts::add)
        .chain(() -> reopen(session, decisions, outcomes))
        .invoke(counts::add)
        .chain(() -> logFates(session, batch))
        .chain(() -> advance(session, decisions, outcomes))
        .map(_ -> stored(counts, outcomes));
  }

  private static Stored stored(List<Integer> counts, List<OutcomeRow> outcomes) {
    int referring = (int) outcomes.stream().filter(row -> row.decisionId() != null).count();
    int joined = counts.get(2);
    return new Stored(
        counts.get(0), counts.get(1) - referring, joined, referring - joined, counts.get(3));
  }

  private static Uni<Integer> insertDecisions(
      StatelessSession session, List<DecisionRow> rows, Map<FeatureSchema, Integer> ids) {
    if (rows.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    return session
        .createNativeQuery(FeedbackSql.INSERT_DECISIONS)
        .setParameter(1, TextColumn.of(rows, row -> row.decision().tenant()))
        .setParameter(2, TextColumn.of(rows, row -> row.decision().decisionId()))
        .setParameter(3, TextColumn.of(rows, row -> row.decision().accountId()))
        .setParameter(4, TextColumn.of(rows, row -> micros(row.decision().decidedAt())))
        .setParameter(5, TextColumn.of(rows, row -> row.decision().trigger().type()))
        .setParameter(6, TextColumn.of(rows, DecisionRow::modelName))
        .setParameter(7, TextColumn.of(rows, DecisionRow::modelVersion))
        .setParameter(8, TextColumn.of(rows, row -> row.decision().degraded()))
        .setParameter(9, TextColumn.of(rows, DecisionRow::probability))
        .setParameter(
            10, TextColumn.of(rows, row -> row.decision().recommended().action().wireName()))
        .setParameter(11, TextColumn.of(rows, row -> row.decision().selection().propensity()))
        .setParameter(12, TextColumn.of(rows, row -> row.decision().selection().explored()))
        .setParameter(13, TextColumn.of(rows, row -> row.decision().debt().balanceMinor()))
        .setParameter(14, TextColumn.of(rows, DecisionRow::blockedRules))
        .setParameter(15, TextColumn.of(rows, row -> ids.get(row.schema())))
        .setParameter(16, TextColumn.of(rows, DecisionRow::features))
        .setParameter(17, TextColumn.of(rows, DecisionRow::digest))
        .setParameter(18, TextColumn.of(rows, row -> row.origin().topic()))
        .setParameter(19, TextColumn.of(rows, row -> row.origin().partition()))
        .setParameter(20, TextColumn.of(rows, row -> row.origin().offset()))
        .setParameter(21, TextColumn.of(rows, row -> row.decision().debt().currency()))
        .setParameter(22, TextColumn.of(rows, row -> row.decision().debtorId()))
        .setParameter(23, TextColumn.of(rows, row -> row.decision().selection().heldOut()))
        .setParameter(
            24, TextColumn.of(rows, row -> WireNames.of(row.decision().recommended().offer())))
        .setParameter(25, TextColumn.of(rows, DecisionRow::choices))
        .executeUpdate();
  }

  private static Uni<Integer> insertOutcomes(StatelessSession session, List<OutcomeRow> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    return session
        .createNativeQuery(FeedbackSql.INSERT_OUTCOMES)
        .setParameter(1, TextColumn.of(rows, row -> row.identity().tenant()))
        .setParameter(2, TextColumn.of(rows, row -> row.identity().source()))
        .setParameter(3, TextColumn.of(rows, row -> row.identity().id()))
        .setParameter(4, TextColumn.of(rows, row -> micros(row.time())))
        .setParameter(5, TextColumn.of(rows, OutcomeRow::type))
        .setParameter(6, TextColumn.of(rows, OutcomeRow::accountId))
        .setParameter(7, TextColumn.of(rows, OutcomeRow::decisionId))
        .setParameter(8, TextColumn.of(rows, OutcomeRow::amountMinor))
        .setParameter(9, TextColumn.of(rows, OutcomeRow::settled))
        .setParameter(10, TextColumn.of(rows, OutcomeRow::channel))
        .setParameter(11, TextColumn.of(rows, OutcomeRow::result))
        .setParameter(12, TextColumn.of(rows, OutcomeRow::digest))
        .setParameter(13, TextColumn.of(rows, row -> row.origin().topic()))
        .setParameter(14, TextColumn.of(rows, row -> row.origin().partition()))
        .setParameter(15, TextColumn.of(rows, row -> row.origin().offset()))
        .setParameter(16, TextColumn.of(rows, OutcomeRow::currency))
        .executeUpdate();
  }

  /// Joins the outcomes that were waiting for these decisions.
  private static Uni<Integer> join(StatelessSession session, List<DecisionRow> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    return session
        .createNativeQuery(FeedbackSql.JOIN_PARKED)
        .setParameter(1, TextColumn.of(rows, row -> row.decision().tenant()))
        .setParameter(2, TextColumn.of(rows, row -> row.decision().decisionId()))
        .setParameter(3, TextColumn.of(rows, row -> row.decision().accountId()))
        .executeUpdate();
  }

  /// Returns how many of these outcomes found their decision.
  private static Uni<Integer> joinedNow(StatelessSession session, List<OutcomeRow> rows) {
    List<OutcomeRow> referring = rows.stream().filter(row -> row.decisionId() != null).toList();
    if (referring.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    return session
        .createNativeQuery(FeedbackSql.JOIN_OUTCOMES)
        .setParameter(1, TextColumn.of(referring, row -> row.identity().tenant()))
        .setParameter(2, TextColumn.of(referring, row -> row.identity().source()))
        .setParameter(3, TextColumn.of(referring, row -> row.identity().id()))
        .setParameter(4, TextColumn.of(referring, row -> micros(row.time())))
        .executeUpdate();
  }

  private Uni<Integer> reopen(
      StatelessSession session, List<DecisionRow> decisions, List<OutcomeRow> outcomes) {
    List<LateFact> facts = new ArrayList<>();
    for (OutcomeRow row : outcomes) {
      if (row.labels()) {
        facts.add(new LateFact(row.identity().tenant(), row.accountId(), row.time(), false));
      }
    }
    for (DecisionRow row : decisions) {
      String type = row.decision().trigger().type();
      if (EventTypes.CLOSED.equals(type) || EventTypes.BANKRUPTCY_FILED.equals(type)) {
        facts.add(
            new LateFact(
                row.decision().tenant(),
                row.decision().accountId(),
                row.decision().decidedAt(),
                true));
      }
    }
    if (facts.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    return session
        .createNativeQuery(FeedbackSql.REOPEN)
        .setParameter(1, TextColumn.of(facts, LateFact::tenant))
        .setParameter(2, TextColumn.of(facts, LateFact::accountId))
        .setParameter(3, TextColumn.of(facts, fact -> micros(fact.at())))
        .setParameter(4, TextColumn.of(facts, LateFact::closing))
        .setParameter(5, labels.horizon().toSeconds() + " seconds")
        .executeUpdate();
  }

  private static Uni<Integer> logFates(StatelessSession session, FeedbackBatch batch) {
    List<LoggedFate> fates = new ArrayList<>();
    batch
        .repeats()
        .forEach(r -> fates.add(new LoggedFate(r.origin(), "DUPLICATE", "repeat", r.time())));
    batch.poison().forEach(p -> fates.add(new LoggedFate(p.origin(), "DLQ", p.code(), null)));
    if (fates.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    return session
        .createNativeQuery(FeedbackSql.LOG_FATES)
        .setParameter(1, TextColumn.of(fates, fate -> fate.origin().topic()))
        .setParameter(2, TextColumn.of(fates, fate -> fate.origin().partition()))
        .setParameter(3, TextColumn.of(fates, fate -> fate.origin().offset()))
        .setParameter(4, TextColumn.of(fates, LoggedFate::fate))
        .setParameter(5, TextColumn.of(fates, LoggedFate::reason))
        .setParameter(
            6, TextColumn.of(fates, fate -> fate.time() == null ? null : micros(fate.time())))
        .executeUpdate();
  }

  private Uni<Integer> advance(
      StatelessSession session, List<DecisionRow> decisions, List<OutcomeRow> outcomes) {
    NewestTimes newest = new NewestTimes();
    decisions.forEach(
        row -> newest.see(row.decision().tenant(), row.origin(), row.decision().decidedAt()));
    outcomes.forEach(row -> newest.see(row.identity().tenant(), row.origin(), row.time()));
    List<NewestTimes.Newest> rows = newest.sorted();
    if (rows.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    return session
        .createNativeQuery(FeedbackSql.ADVANCE)
        .setParameter(1, TextColumn.of(rows, NewestTimes.Newest::tenant))
        .setParameter(2, TextColumn.of(rows, NewestTimes.Newest::topic))
        .setParameter(3, TextColumn.of(rows, NewestTimes.Newest::partition))
        .setParameter(4, TextColumn.of(rows, row -> micros(row.time())))
        .setParameter(5, clock.instant().toString())
        .executeUpdate();
  }

  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private static String text(Object[] row, int column) {
    return (String) row[column];
  }

  private static Known known(Object[] row, int from) {
    return new Known(
        text(row, from),
        new Origin(
            text(row, from + 1),
            Integer.parseInt(text(row, from + 2)),
            Long.parseLong(text(row, from + 3)),
            Instant.EPOCH));
  }

  /// A fact that may fall into windows already labelled.
  private record LateFact(String tenant, String accountId, Instant at, boolean closing) {}

  private record LoggedFate(Origin origin, String fate, String reason, @Nullable Instant time) {}
}
