package io.quittance.feedback.label;

import io.quittance.feedback.label.LabelReport.Group;
import io.quittance.feedback.label.LabelReport.Newest;
import io.quittance.feedback.label.LabelReport.Totals;
import io.quittance.messaging.TopicsConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Counts labels by state, month and model version.
@ApplicationScoped
public class CountLabels {

  private final Mutiny.SessionFactory sessions;
  private final LabelRepository repository;
  private final LabelConfig config;
  private final TopicsConfig topics;

  CountLabels(
      Mutiny.SessionFactory sessions,
      LabelRepository repository,
      LabelConfig config,
      TopicsConfig topics) {
    this.topics = topics;
    this.sessions = sessions;
    this.repository = repository;
    this.config = config;
  }

  /// The outcomes of a tenant, and those that are waiting for their decision.
  private record Outcomes(long all, long parked) {}

  Uni<LabelReport> count(String tenant, String model) {
    return Uni.combine()
        .all()
        .unis(groups(tenant), outcomes(tenant), repository.partitions())
        .usingConcurrencyOf(1)
        .asTuple()
        .map(
            found ->
                report(
                    model,
                    found.getItem1(),
                    found.getItem2(),
                    found.getItem3().stream()
                        .filter(partition -> partition.tenant().equals(tenant))
                        .toList()));
  }

  private Uni<List<Group>> groups(String tenant) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createNativeQuery(LabelSql.GROUPS, Object[].class)
                    .setParameter(1, tenant)
                    .getResultList())
        .map(rows -> rows.stream().map(CountLabels::group).toList());
  }

  /// Counts the outcomes of a tenant that are waiting for their decision.
  public Uni<Long> parked(String tenant) {
    return sessions.withStatelessSession(
        session ->
            session
                .createNativeQuery(LabelSql.PARKED, Long.class)
                .setParameter(1, tenant)
                .getSingleResult());
  }

  private Uni<Outcomes> outcomes(String tenant) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createNativeQuery(LabelSql.OUTCOMES, Object[].class)
                    .setParameter(1, tenant)
                    .getSingleResult())
        .map(row -> new Outcomes(number(row[0]), number(row[1])));
  }

  private LabelReport report(
      String model,
      List<Group> groups,
      Outcomes outcomes,
      List<LabelRepository.StoredPartition> partitions) {
    Instant watermark =
        partitions.stream()
            .map(partition -> partition.watermark())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    Instant newest =
        partitions.stream()
            .map(partition -> partition.newest())
            .max(Instant::compareTo)
            .orElse(null);
    return new LabelReport(
        model,
        config.definition(),
        config.horizon(),
        config.share(),
        watermark,
        watermark == null ? null : watermark.minus(config.horizon()),
        new Newest(newest(partitions, topics.decisions()), newest(partitions, topics.outcomes())),
        watermark == null || newest == null
            ? null
            : Duration.between(watermark, newest).toMillis() / 1_000.0,
        totals(groups, outcomes),
        groups);
  }

  private static Totals totals(List<Group> groups, Outcomes outcomes) {
    return new Totals(
        sum(groups, Group::decisions),
        sum(groups, Group::pending),
        sum(groups, Group::matured),
        sum(groups, Group::positives),
        sum(groups, Group::censored),
        sum(groups, Group::revised),
        sum(groups, Group::reopened),
        outcomes.all(),
        outcomes.parked());
  }

  private static long sum(List<Group> groups, ToLongFunction<Group> count) {
    return groups.stream().mapToLong(count).sum();
  }

  private static @Nullable Instant newest(
      List<LabelRepository.StoredPartition> partitions, String topic) {
    return partitions.stream()
        .filter(partition -> partition.partition().topic().equals(topic))
        .map(partition -> partition.newest())
        .max(Instant::compareTo)
        .orElse(null);
  }

  private static Group group(Object[] row) {
    return new Group(
        (String) row[0],
        row[1] == null ? null : ((Number) row[1]).intValue(),
        number(row[2]),
        number(row[3]),
        number(row[4]),
        number(row[5]),
        number(row[6]),
        number(row[7]),
        number(row[8]));
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}
