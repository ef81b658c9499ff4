package io.quittance.feedback.label;

import io.quittance.feedback.label.LabelRepository.StoredPartition;
import io.quittance.messaging.EventClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Advances and stores each tenant's watermark, which never goes back, even across restarts. Only
/// one that lies ahead of the clock is put right.
@ApplicationScoped
public class FollowWatermark {

  private final LabelRepository repository;
  private final ReadOffsets offsets;
  private final EventClock latest;
  private final Clock clock;
  private final Watermark watermark;
  private final ReadBarriers barriers;
  private volatile Map<TopicPartition, Instant> passed = Map.of();

  FollowWatermark(
      LabelRepository repository,
      ReadOffsets offsets,
      LabelConfig config,
      EventClock latest,
      Clock clock) {
    this.repository = repository;
    this.offsets = offsets;
    this.latest = latest;
    this.clock = clock;
    this.watermark = new Watermark(config.idleTimeout(), clock.instant());
    this.barriers = new ReadBarriers(config.longestWait());
  }

  /// Looks how far the partitions have been stored. Blocks; one thread at a time.
  ///
  /// @throws org.apache.kafka.common.KafkaException when the broker does not answer: then the
  ///   watermarks stay
  public void look() {
    Instant now = clock.instant();
    offsets
        .read()
        .forEach(
            (partition, found) -> barriers.observe(partition, found.stored(), found.end(), now));
    passed = barriers.passed();
  }

  /// Advances the watermarks by what the last [#look] found and returns every tenant that has one.
  public Uni<List<TenantProgress>> follow() {
    return repository
        .partitions()
        .chain(rows -> repository.moved(advanced(rows)))
        .chain(repository::progress);
  }

  private Map<String, Instant> advanced(List<StoredPartition> rows) {
    Map<String, Map<TopicPartition, StoredPartition>> stored = new HashMap<>();
    Map<String, Instant> previous = new HashMap<>();
    for (StoredPartition row : rows) {
      stored.computeIfAbsent(row.tenant(), _ -> new HashMap<>()).put(row.partition(), row);
      Instant known = row.watermark();
      if (known != null) {
        previous.put(row.tenant(), known);
      }
    }
    Map<String, Instant> moved = new HashMap<>();
    stored.forEach(
        (tenant, ofTenant) -> {
          Instant before = previous.get(tenant);
          watermark
              .advance(before, partitions(ofTenant), latest.latest())
              .filter(reached -> !reached.equals(before))
              .ifPresent(reached -> moved.put(tenant, reached));
        });
    return moved;
  }

  private List<Watermark.Partition> partitions(Map<TopicPartition, StoredPartition> ofTenant) {
    List<Watermark.Partition> all = new ArrayList<>();
    passed.forEach(
        (partition, instant) -> {
          @Nullable StoredPartition row = ofTenant.get(partition);
          all.add(
              new Watermark.Partition(
                  row == null ? null : row.newest(), row == null ? null : row.seenAt(), instant));
        });
    return all;
  }
}
