package io.quittance.e2e.audit.evidence;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Measures the lag of consumer groups behind the ends of their topics. Not thread-safe.
public final class ConsumerLag implements AutoCloseable {

  private static final Map<String, List<String>> TOPICS =
      Map.of(
          "scoring", List.of("account-events", "outcomes"),
          "feedback", List.of("decisions", "outcomes"));

  private final Admin admin;

  public ConsumerLag(String bootstrapServers) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /// Returns the number of records that the group has not committed in all its topics, including
  /// topics it has never read.
  public long of(String group) {
    try {
      var topics = TOPICS.getOrDefault(group, List.of());
      var partitions =
          admin.describeTopics(topics).allTopicNames().get().values().stream()
              .flatMap(
                  topic ->
                      topic.partitions().stream()
                          .map(info -> new TopicPartition(topic.name(), info.partition())))
              .toList();
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
          admin
              .listOffsets(
                  partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())))
              .all()
              .get();
      return ends.entrySet().stream()
          .mapToLong(
              end -> {
                OffsetAndMetadata read = committed.get(end.getKey());
                return end.getValue().offset() - (read == null ? 0 : read.offset());
              })
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
