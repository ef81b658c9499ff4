package io.quittance.feedback.label;

import io.quittance.messaging.TopicsConfig;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Asks the broker, for each partition that this service reads, up to where its group has stored it
/// and where it ends. Whoever reads the partition, or whether anybody does, makes no difference.
/// One thread at a time; blocks.
@ApplicationScoped
class ReadOffsets {

  private static final Duration PROBE = Duration.ofMillis(250);

  /// Where a partition stands.
  ///
  /// @param stored offset of the first record that is not stored yet
  /// @param end offset of the next record to be published
  record Offsets(long stored, long end) {}

  private final Map<String, Object> settings;
  private final TopicsConfig topics;
  private final Map<TopicPartition, Offsets> before = new HashMap<>();
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;

  ReadOffsets(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      TopicsConfig topics,
      @ConfigProperty(name = "mp.messaging.incoming.feedback.group.id") String group) {
    this.topics = topics;
    this.settings = new HashMap<>(broker);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
  }

  /// Returns where each partition stands now.
  ///
  /// @throws org.apache.kafka.common.KafkaException when the broker does not answer
  Map<TopicPartition, Offsets> read() {
    KafkaConsumer<byte[], byte[]> asking = consumer;
    if (asking == null) {
      asking =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      consumer = asking;
    }
    Set<TopicPartition> partitions = new HashSet<>(partitions(asking, topics.decisions()));
    partitions.addAll(partitions(asking, topics.outcomes()));
    // The ends are asked for first: what is stored by then lies before them, or is stored anyway.
    Map<TopicPartition, Long> ends = asking.endOffsets(partitions);
    Map<TopicPartition, Long> begins = asking.beginningOffsets(partitions);
    Map<TopicPartition, OffsetAndMetadata> committed = asking.committed(partitions);
    Map<TopicPartition, Offsets> now = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata known = committed.get(partition);
      long begin = begins.getOrDefault(partition, 0L);
      long stored = known == null ? begin : Math.max(begin, known.offset());
      long end = ends.getOrDefault(partition, Long.MAX_VALUE);
      now.put(partition, new Offsets(stored, end));
    }
    now.replaceAll((partition, offsets) -> withoutMarkers(partition, offsets));
    before.putAll(now);
    return now;
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> asking, String topic) {
    List<PartitionInfo> infos = asking.partitionsFor(topic);
    List<TopicPartition> partitions = new ArrayList<>();
    if (infos != null) {
      infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  /// Where nothing has moved since the last time, looks whether only markers of transactions are
  /// left: these have offsets, but no reader ever stores them.
  private Offsets withoutMarkers(TopicPartition partition, Offsets offsets) {
    KafkaConsumer<byte[], byte[]> asking = consumer;
    if (asking == null
        || offsets.stored() >= offsets.end()
        || !offsets.equals(before.get(partition))) {
      return offsets;
    }
    asking.assign(List.of(partition));
    try {
      asking.seek(partition, offsets.stored());
      boolean nothing = asking.poll(PROBE).isEmpty();
      return nothing && asking.position(partition) >= offsets.end()
          ? new Offsets(offsets.end(), offsets.end())
          : offsets;
    } finally {
      asking.unsubscribe();
    }
  }

  @PreDestroy
  void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
