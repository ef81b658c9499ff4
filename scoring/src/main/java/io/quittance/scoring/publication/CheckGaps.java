package io.quittance.scoring.publication;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quittance.messaging.TopicsConfig;
import io.quittance.scoring.decision.DecisionPublisher;
import io.quittance.scoring.decision.StoredDecision;
import io.quittance.scoring.inbox.PublishedMarks;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/// Closes, at the start, the one gap that reading again cannot close: a batch was stored, the
/// process ended before it had published, and the source topic dropped the records before another
/// process read them. Their decisions are published from the tables. Records that were dropped and
/// never stored are lost, and counted. Retries until it has looked once.
@Singleton
final class CheckGaps {

  private static final Logger LOG = Logger.getLogger(CheckGaps.class);
  private static final Duration RETRY = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PAGE = 500;

  private final Map<String, Object> settings;
  private final Set<String> topics;
  private final PublishedMarks marks;
  private final StoredPage pages;
  private final DecisionPublisher publisher;
  private final Map<String, Counter> lost;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("check-gaps").daemon().factory());

  CheckGaps(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      TopicsConfig topics,
      PublishedMarks marks,
      StoredPage pages,
      DecisionPublisher publisher,
      MeterRegistry metrics) {
    this.settings = new HashMap<>(broker);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    this.topics = Set.of(topics.accountEvents(), topics.outcomes());
    this.marks = marks;
    this.pages = pages;
    this.publisher = publisher;
    this.lost =
        this.topics.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    topic -> topic,
                    topic -> metrics.counter("quittance.source.records.lost", "topic", topic)));
  }

  void start(@Observes StartupEvent event) {
    executor.execute(this::look);
  }

  private void look() {
    try {
      check();
    } catch (ExecutionException | RuntimeException e) {
      LOG.warnf(
          "Cannot compare what was published with what the topics keep; again in %s: %s",
          RETRY, e.toString());
      executor.schedule(this::look, RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Looks once, and closes what it finds. Blocks.
  void check() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> published = marks.read().await().atMost(PATIENCE);
    published.keySet().removeIf(partition -> !topics.contains(partition.topic()));
    try (Admin admin = Admin.create(settings)) {
      for (Map.Entry<TopicPartition, Long> mark : published.entrySet()) {
        check(admin, mark.getKey(), mark.getValue());
      }
    }
  }

  private void check(Admin admin, TopicPartition partition, long mark)
      throws ExecutionException, InterruptedException {
    long first;
    long end;
    try {
      first = offset(admin, partition, OffsetSpec.earliest());
      end = offset(admin, partition, OffsetSpec.latest());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return;
      }
      throw e;
    }
    if (mark >= end) {
      LOG.warnf(
          "Partition %s ends at offset %d, but offset %d was published: the topic was made anew",
          partition, end, mark);
      marks.move(partition, first - 1).await().atMost(PATIENCE);
    } else if (first > mark + 1) {
      close(partition, mark, first);
    }
  }

  private static long offset(Admin admin, TopicPartition partition, OffsetSpec place)
      throws ExecutionException, InterruptedException {
    return admin.listOffsets(Map.of(partition, place)).partitionResult(partition).get().offset();
  }

  private void close(TopicPartition partition, long mark, long first) {
    long stored = pages.recorded(partition, mark, first).await().atMost(PATIENCE);
    long missing = Math.max(0, first - mark - 1 - stored);
    long published = publish(partition, mark, first);
    Objects.requireNonNull(lost.get(partition.topic())).increment(missing);
    LOG.errorf(
        "Partition %s dropped offsets %d to %d before everything that follows from them was"
            + " published: %d stored decisions were published again; %d records were never stored"
            + " and are lost, so send them again",
        partition, mark + 1, first - 1, published, missing);
    marks.move(partition, first - 1).await().atMost(PATIENCE);
  }

  private long publish(TopicPartition partition, long mark, long first) {
    long published = 0;
    long behind = mark;
    List<StoredPage.AtOffset> page;
    do {
      page = pages.read(partition, behind, first, PAGE).await().atMost(PATIENCE);
      List<StoredDecision> decisions =
          page.stream().map(StoredPage.AtOffset::decision).collect(Collectors.toList());
      publisher.publish(decisions).await().atMost(PATIENCE);
      published += page.size();
      behind = page.isEmpty() ? first : page.getLast().offset();
    } while (page.size() == PAGE);
    return published;
  }

  @PreDestroy
  void close() {
    executor.shutdownNow();
  }
}
