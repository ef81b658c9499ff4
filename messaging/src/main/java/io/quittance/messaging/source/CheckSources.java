package io.quittance.messaging.source;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/// Checks at the start, and from then on at intervals, that each topic that a service reads keeps
/// its records for longer than a stall may last: what a topic has dropped before it was read is
/// lost without anybody noticing. A topic that keeps too little is named in the log, once, and by a
/// gauge; the service works on. A topic that does not exist yet has no fault.
@Singleton
public final class CheckSources {

  private static final Logger LOG = Logger.getLogger(CheckSources.class);
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final Map<String, Object> settings;
  private final List<String> topics;
  private final SourceConfig config;
  private final Clock clock;
  private final MultiGauge gauge;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("check-sources").daemon().factory());
  private Map<String, String> reported = Map.of();

  @Inject
  public CheckSources(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      SourceConfig config,
      Clock clock,
      MeterRegistry metrics) {
    this.settings = new HashMap<>(broker);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    this.topics = List.copyOf(config.topics().orElse(List.of()));
    this.config = config;
    this.clock = clock;
    this.gauge =
        MultiGauge.builder("quittance.source.retention.short")
            .description("1 while a source topic keeps its records for less than a stall may last")
            .register(metrics);
  }

  void start(@Observes StartupEvent event) {
    if (!topics.isEmpty()) {
      executor.execute(this::look);
    }
  }

  private void look() {
    Duration next = config.checkEvery();
    try {
      report(faults());
    } catch (ExecutionException | RuntimeException e) {
      next = next.compareTo(RETRY) < 0 ? next : RETRY;
      LOG.warnf("Cannot check what the source topics keep; again in %s: %s", next, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    executor.schedule(this::look, next.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void report(Map<String, String> faults) {
    faults.forEach(
        (topic, fault) -> {
          if (!fault.equals(reported.get(topic))) {
            LOG.errorf(
                "Topic %s %s. The service may stand still for %s (quittance.sources.stall-at-most):"
                    + " raise the topic's retention, or lower the setting",
                topic, fault, config.stallAtMost());
          }
        });
    reported = faults;
    gauge.register(
        topics.stream()
            .<MultiGauge.Row<?>>map(
                topic ->
                    MultiGauge.Row.of(Tags.of("topic", topic), faults.containsKey(topic) ? 1 : 0))
            .toList(),
        true);
  }

  /// Returns what is wrong with the topics that keep too little, by topic. Blocks.
  ///
  /// @throws ExecutionException when the broker does not say
  public Map<String, String> faults() throws ExecutionException, InterruptedException {
    Map<String, String> faults = new TreeMap<>();
    try (Admin admin = Admin.create(settings)) {
      Map<ConfigResource, KafkaFuture<Config>> answers =
          admin
              .describeConfigs(
                  topics.stream()
                      .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                      .toList())
              .values();
      for (Map.Entry<ConfigResource, KafkaFuture<Config>> answer : answers.entrySet()) {
        String topic = answer.getKey().name();
        Optional<Config> known = known(answer.getValue());
        if (known.isPresent()) {
          fault(admin, topic, known.get()).ifPresent(fault -> faults.put(topic, fault));
        }
      }
    }
    return faults;
  }

  private static Optional<Config> known(KafkaFuture<Config> answer)
      throws ExecutionException, InterruptedException {
    try {
      return Optional.of(answer.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<String> fault(Admin admin, String topic, Config settings)
      throws ExecutionException, InterruptedException {
    if (value(settings, TopicConfig.CLEANUP_POLICY_CONFIG)
        .contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      return Optional.of("is compacted: of the records of one key, all but the last are dropped");
    }
    long kept = Long.parseLong(value(settings, TopicConfig.RETENTION_MS_CONFIG));
    if (kept >= 0 && kept <= config.stallAtMost().toMillis()) {
      return Optional.of(
          "keeps its records for %s only (retention.ms)".formatted(Duration.ofMillis(kept)));
    }
    long bytes = Long.parseLong(value(settings, TopicConfig.RETENTION_BYTES_CONFIG));
    if (bytes < 0) {
      return Optional.empty();
    }
    return filled(admin, topic)
        .map(
            partition ->
                "keeps %d bytes of a partition (retention.bytes), and partition %d has dropped records that were younger than the longest stall, or may have been"
                    .formatted(bytes, partition));
  }

  private static String value(Config settings, String name) {
    return settings.get(name).value();
  }

  /// Returns a partition that has dropped records, and of which no record that is left is as old as
  /// the longest stall.
  private Optional<Integer> filled(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    List<TopicPartition> partitions =
        admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
            .flatMap(described -> described.partitions().stream())
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    long horizon = clock.instant().minus(config.stallAtMost()).toEpochMilli();
    Map<TopicPartition, Long> first = offsets(admin, partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> since = offsets(admin, partitions, OffsetSpec.forTimestamp(horizon));
    return partitions.stream()
        .filter(partition -> first.getOrDefault(partition, 0L) > 0)
        .filter(partition -> Objects.equals(first.get(partition), since.get(partition)))
        .map(TopicPartition::partition)
        .findFirst();
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec place)
      throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, _ -> place)))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  @PreDestroy
  void close() {
    executor.shutdownNow();
  }
}
