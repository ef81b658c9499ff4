package io.quittance.embedded.kafka;

import java.util.Map;

/// A topic to create. The replication factor is 1.
///
/// @param partitions at least 1
/// @param config topic settings such as `cleanup.policy=compact`
public record TopicSpec(String name, int partitions, Map<String, String> config) {
  public TopicSpec {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A topic needs a name");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("Topic " + name + " needs at least one partition");
    }
    config = Map.copyOf(config);
  }

  public static TopicSpec of(String name, int partitions) {
    return new TopicSpec(name, partitions, Map.of());
  }

  /// Returns a compacted topic, which keeps the last record of each key.
  public static TopicSpec compacted(String name, int partitions) {
    return new TopicSpec(name, partitions, Map.of("cleanup.policy", "compact"));
  }
}
