package io.quittance.messaging;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quittance.core.event.Topics;
import io.quittance.messaging.source.CheckSources;
import io.quittance.messaging.source.SourceConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CheckSourcesIT {

  private static final Duration STALL = Duration.ofDays(3);

  private final Platform platform = new Platform();

  @AfterEach
  void close() throws Exception {
    platform.close();
  }

  private String topic(String name) {
    return platform.topics().topic(name);
  }

  private void awaitFaults(Map<String, String> expected) {
    CheckSources check =
        new CheckSources(
            platform.broker(),
            new Sources(List.of(topic(Topics.ACCOUNT_EVENTS), topic(Topics.OUTCOMES), "absent")),
            Clock.systemUTC(),
            new SimpleMeterRegistry());
    await().atMost(Platform.PATIENCE).until(() -> check.faults().equals(expected));
  }

  /// A topic keeps its records for a week unless it is told otherwise.
  @Test
  void topicsThatKeepRecordsForLongerThanTheLongestStallHaveNoFault() {
    platform.configure(
        Topics.OUTCOMES, TopicConfig.RETENTION_MS_CONFIG, Long.toString(STALL.toMillis() + 1));

    awaitFaults(Map.of());
  }

  @Test
  void aTopicThatKeepsRecordsNoLongerThanTheLongestStallIsNamed() {
    platform.configure(
        Topics.OUTCOMES, TopicConfig.RETENTION_MS_CONFIG, Long.toString(STALL.toMillis()));

    awaitFaults(Map.of(topic(Topics.OUTCOMES), "keeps its records for PT72H only (retention.ms)"));
  }

  @Test
  void aCompactedTopicIsNamed() {
    platform.configure(
        Topics.ACCOUNT_EVENTS,
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT);

    awaitFaults(
        Map.of(
            topic(Topics.ACCOUNT_EVENTS),
            "is compacted: of the records of one key, all but the last are dropped"));
  }

  @Test
  void aTopicThatIsBoundInBytesIsNamedOnceItHasDroppedYoungRecords() {
    platform.configure(Topics.OUTCOMES, TopicConfig.RETENTION_BYTES_CONFIG, "1000000");
    platform.topics().send(Topics.OUTCOMES, "a", Map.of(), new byte[] {1});
    platform.topics().send(Topics.OUTCOMES, "a", Map.of(), new byte[] {2});
    awaitFaults(Map.of());

    int partition = platform.dropFirst(Topics.OUTCOMES);

    awaitFaults(
        Map.of(
            topic(Topics.OUTCOMES),
            "keeps 1000000 bytes of a partition (retention.bytes), and partition %d has dropped records that were younger than the longest stall, or may have been"
                .formatted(partition)));
  }

  private record Sources(List<String> names) implements SourceConfig {
    @Override
    public Optional<List<String>> topics() {
      return Optional.of(names);
    }

    @Override
    public Duration stallAtMost() {
      return STALL;
    }

    @Override
    public Duration checkEvery() {
      return Duration.ofMinutes(15);
    }
  }
}
