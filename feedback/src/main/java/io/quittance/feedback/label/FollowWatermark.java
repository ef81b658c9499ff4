package io.quittance.feedback.label;

import io.quittance.feedback.label.LabelRepository.StoredTopic;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Advances and stores each tenant's watermark, which never goes back, even across restarts.
@ApplicationScoped
public class FollowWatermark {

  private final LabelRepository repository;
  private final Clock clock;
  private final Watermark watermark;

  FollowWatermark(LabelRepository repository, LabelConfig config, Clock clock) {
    this.repository = repository;
    this.clock = clock;
    this.watermark = new Watermark(config.idleTimeout(), clock.instant());
  }

  /// Advances the watermarks and returns every tenant that has one.
  public Uni<List<TenantProgress>> follow() {
    return repository
        .topics()
        .chain(rows -> repository.moved(advanced(rows)))
        .chain(repository::progress);
  }

  private Map<String, Instant> advanced(List<StoredTopic> rows) {
    Map<String, Map<String, Watermark.Topic>> topics = new HashMap<>();
    Map<String, Instant> previous = new HashMap<>();
    for (StoredTopic row : rows) {
      topics
          .computeIfAbsent(row.tenant(), _ -> new HashMap<>())
          .put(row.topic(), new Watermark.Topic(row.newest(), row.seenAt()));
      Instant known = row.watermark();
      if (known != null) {
        previous.put(row.tenant(), known);
      }
    }
    Instant now = clock.instant();
    Map<String, Instant> moved = new HashMap<>();
    for (String tenant : new ArrayList<>(topics.keySet())) {
      Instant before = previous.get(tenant);
      watermark
          .advance(before, topics.getOrDefault(tenant, Map.of()), now)
          .filter(reached -> before == null || reached.isAfter(before))
          .ifPresent(reached -> moved.put(tenant, reached));
    }
    return moved;
  }
}
