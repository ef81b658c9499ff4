package io.quittance.feedback.label;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Watermarks and label passes in the database.
@ApplicationScoped
class LabelRepository {

  /// What is stored of a tenant's records in a partition, with the tenant's watermark.
  record StoredPartition(
      String tenant,
      TopicPartition partition,
      Instant newest,
      Instant seenAt,
      @Nullable Instant watermark) {}

  /// The result of one chunk of a pass.
  record Passed(long rows, long matured, long censored, long revised) {}

  private final Mutiny.SessionFactory sessions;
  private final LabelConfig config;

  LabelRepository(Mutiny.SessionFactory sessions, LabelConfig config) {
    this.sessions = sessions;
    this.config = config;
  }

  Uni<List<StoredPartition>> partitions() {
    return sessions
        .withStatelessSession(
            session ->
                session.createNativeQuery(LabelSql.PARTITIONS, Object[].class).getResultList())
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new StoredPartition(
                                (String) row[0],
                                new TopicPartition(
                                    (String) row[1], Integer.parseInt((String) row[2])),
                                Instant.parse((String) row[3]),
                                Instant.parse((String) row[4]),
                                instant(row[5])))
                    .toList());
  }

  Uni<Void> moved(Map<String, Instant> watermarks) {
    if (watermarks.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Map.Entry<String, Instant>> rows =
        watermarks.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    return sessions
        .withStatelessTransaction(
            session ->
                session
                    .createNativeQuery(LabelSql.MOVE)
                    .setParameter(1, rows.stream().map(Map.Entry::getKey).toArray(String[]::new))
                    .setParameter(
                        2,
                        rows.stream().map(row -> row.getValue().toString()).toArray(String[]::new))
                    .executeUpdate())
        .replaceWithVoid();
  }

  Uni<List<TenantProgress>> progress() {
    return sessions
        .withStatelessSession(
            session -> session.createNativeQuery(LabelSql.PROGRESS, Object[].class).getResultList())
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new TenantProgress(
                                (String) row[0],
                                Instant.parse((String) row[1]),
                                instant(row[2]),
                                row[3] == null ? null : LocalDate.parse((String) row[3]),
                                Boolean.parseBoolean((String) row[4])))
                    .toList());
  }

  /// Announces how far labels will be computed before the first is: from then on facts before it
  /// reopen labels. Outcomes whose decision came in a batch at the same time are joined on the way.
  Uni<Void> beginPass(String tenant, Instant watermark) {
    return sessions
        .withStatelessTransaction(
            session ->
                lock(session)
                    .chain(
                        () ->
                            session
                                .createNativeQuery(LabelSql.BEGIN_PASS)
                                .setParameter(1, tenant)
                                .setParameter(2, watermark.toString())
                                .executeUpdate())
                    .chain(
                        () ->
                            session
                                .createNativeQuery(LabelSql.JOIN_LEFT_BEHIND)
                                .setParameter(1, tenant)
                                .executeUpdate()))
        .replaceWithVoid();
  }

  Uni<Passed> labelChunk(String tenant, Instant watermark, int limit) {
    String sql =
        switch (config.definition()) {
          case PAID_SHARE -> LabelSql.PAID_SHARE;
          case INSTALMENT_ASSESSED -> LabelSql.INSTALMENT_ASSESSED;
        };
    return sessions.withStatelessTransaction(
        session ->
            lock(session)
                .chain(
                    () ->
                        session
                            .createNativeQuery(sql, Object[].class)
                            .setParameter(1, tenant)
                            .setParameter(2, watermark.minus(config.horizon()).toString())
                            .setParameter(3, config.horizon().toSeconds() + " seconds")
                            .setParameter(4, config.share().toPlainString())
                            .setParameter(5, watermark.toString())
                            .setParameter(6, (long) limit)
                            .getSingleResult())
                .map(
                    row ->
                        new Passed(
                            number(row[0]), number(row[1]), number(row[2]), number(row[3]))));
  }

  private static Uni<?> lock(Mutiny.StatelessSession session) {
    return session
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock("
                + LabelConfig.LOCK
                + ") as text), "
                + KeyedPlans.SETTINGS,
            Object[].class)
        .getResultList();
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static @Nullable Instant instant(@Nullable Object text) {
    return text == null ? null : Instant.parse((String) text);
  }
}
