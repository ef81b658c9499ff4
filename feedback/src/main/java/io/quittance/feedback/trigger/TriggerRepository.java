package io.quittance.feedback.trigger;

import io.quittance.feedback.trigger.TriggerInputs.LabelCount;
import io.quittance.messaging.OutgoingRecord;
import io.quittance.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/// Stores trigger evaluations and requests, and reads their inputs.
@ApplicationScoped
class TriggerRepository {

  private final Mutiny.SessionFactory sessions;
  private final Outbox outbox;

  TriggerRepository(Mutiny.SessionFactory sessions, Outbox outbox) {
    this.sessions = sessions;
    this.outbox = outbox;
  }

  /// Mature labels of decisions made in [from, to).
  Uni<LabelCount> labels(String tenant, Instant from, Instant to) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createNativeQuery(
                        "select count(*), coalesce(sum(label), 0), to_char(min(decided_at) at time"
                            + " zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from"
                            + " feedback.decision where tenant = ?1 and label_state = 'matured'"
                            + " and decided_at >= cast(cast(?2 as text) as timestamptz)"
                            + " and decided_at < cast(cast(?3 as text) as timestamptz)",
                        Object[].class)
                    .setParameter(1, tenant)
                    .setParameter(2, from.toString())
                    .setParameter(3, to.toString())
                    .getSingleResult())
        .map(
            row ->
                new LabelCount(
                    ((Number) row[0]).longValue(),
                    ((Number) row[1]).longValue(),
                    row[2] == null ? null : Instant.parse((String) row[2])));
  }

  /// Returns the evaluation that made the last request.
  Uni<Optional<TriggerEvaluation>> lastRequest(String tenant, String model) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createQuery(
                        "from TriggerEvaluation where tenant = ?1 and model = ?2"
                            + " and result = 'fire' order by at desc",
                        TriggerEvaluation.class)
                    .setParameter(1, tenant)
                    .setParameter(2, model)
                    .setMaxResults(1)
                    .getResultList())
        .map(rows -> rows.stream().findFirst());
  }

  Uni<List<TriggerEvaluation>> newest(String tenant, String model, int limit) {
    return sessions.withStatelessSession(
        session ->
            session
                .createQuery(
                    "from TriggerEvaluation where tenant = ?1 and model = ?2 order by at desc",
                    TriggerEvaluation.class)
                .setParameter(1, tenant)
                .setParameter(2, model)
                .setMaxResults(limit)
                .getResultList());
  }

  /// Stores an evaluation, its day and its request atomically. Does nothing when the evaluation is
  /// already stored.
  Uni<Boolean> store(
      TriggerEvaluation evaluation, LocalDate day, @Nullable OutgoingRecord request, int kept) {
    return sessions.withStatelessTransaction(
        session ->
            insert(session, evaluation)
                .chain(
                    inserted ->
                        markDay(session, evaluation.tenant, day)
                            .chain(() -> append(session, inserted ? request : null))
                            .chain(() -> prune(session, evaluation, kept))
                            .replaceWith(inserted)));
  }

  private static Uni<Boolean> insert(StatelessSession session, TriggerEvaluation evaluation) {
    return session
        .createQuery("select count(*) from TriggerEvaluation where id = ?1", Long.class)
        .setParameter(1, evaluation.id)
        .getSingleResult()
        .chain(
            found ->
                found > 0
                    ? Uni.createFrom().item(false)
                    : session.insert(evaluation).replaceWith(true));
  }

  private static Uni<Integer> markDay(StatelessSession session, String tenant, LocalDate day) {
    return session
        .createNativeQuery(
            "update feedback.label_progress set evaluated_day ="
                + " greatest(evaluated_day, cast(cast(?2 as text) as date)) where tenant = ?1")
        .setParameter(1, tenant)
        .setParameter(2, day.toString())
        .executeUpdate();
  }

  private Uni<Integer> append(StatelessSession session, @Nullable OutgoingRecord request) {
    if (request == null) {
      return Uni.createFrom().item(0);
    }
    return session
        .createNativeQuery(outbox.insertSql())
        .setParameter(1, request.topic())
        .setParameter(2, request.key())
        .setParameter(3, request.headersJson())
        .setParameter(4, request.payload())
        .executeUpdate();
  }

  private static Uni<Integer> prune(
      StatelessSession session, TriggerEvaluation evaluation, int kept) {
    return session
        .createNativeQuery(
            "delete from feedback.trigger_evaluation where tenant = ?1 and model = ?2"
                + " and result <> 'fire' and id not in (select id from"
                + " feedback.trigger_evaluation where tenant = ?1 and model = ?2"
                + " order by at desc limit ?3)")
        .setParameter(1, evaluation.tenant)
        .setParameter(2, evaluation.model)
        .setParameter(3, (long) kept)
        .executeUpdate();
  }
}
