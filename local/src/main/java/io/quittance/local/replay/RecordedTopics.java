package io.quittance.local.replay;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.Topics;
import io.quittance.core.validation.InvalidEventException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// The decisions, events and outcomes that the topics of a platform still hold, of one tenant. Each
/// topic is read once from its first record to its end at the time of the call; nothing is written
/// and no consumer group is joined. A record that is no decision or fact is left out and counted,
/// as the platform sets it aside. Not thread-safe.
public final class RecordedTopics implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);

  /// Polls without a record after which the broker counts as silent.
  private static final int SILENT = 120;

  private final String servers;
  private final String tenant;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private long leftOut;

  public RecordedTopics(String bootstrapServers, String tenant) {
    this.servers = bootstrapServers;
    this.tenant = tenant;
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// Returns the decisions that were made at an instant or later, each once, in the order in which
  /// they were first published.
  ///
  /// @throws IOException when the broker does not answer or has no such topic
  public Collection<DecisionMade> decisionsSince(Instant since) throws IOException {
    Map<UUID, DecisionMade> decisions = new LinkedHashMap<>();
    read(
        Topics.DECISIONS,
        record -> {
          DecisionMade decision = EventCodec.read(record.value(), DecisionMade.class);
          if (decision.tenant().equals(tenant) && !decision.decidedAt().isBefore(since)) {
            decisions.putIfAbsent(decision.decisionId(), decision);
          }
        });
    return decisions.values();
  }

  /// Returns all that the events and outcomes tell.
  ///
  /// @throws IOException when the broker does not answer or has no such topic
  public History history() throws IOException {
    History history = new History();
    Set<EventIdentity> seen = new HashSet<>();
    for (String topic : List.of(Topics.ACCOUNT_EVENTS, Topics.OUTCOMES)) {
      read(
          topic,
          record -> {
            Envelope envelope = envelope(record);
            if (envelope.identity().tenant().equals(tenant) && seen.add(envelope.identity())) {
              history.add(envelope, EventCodec.accountFact(envelope.type(), record.value()));
            }
          });
    }
    return history;
  }

  /// Returns the number of records so far that are no decision or fact.
  public long leftOut() {
    return leftOut;
  }

  private void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> use) throws IOException {
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IOException("The cluster at %s has no topic %s".formatted(servers, topic));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      int silent = 0;
      while (!missing(ends).isEmpty()) {
        Iterable<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL);
        silent = records.iterator().hasNext() ? 0 : silent + 1;
        if (silent == SILENT) {
          throw new IOException(
              "The broker at %s sends nothing of topic %s, which goes on in partitions %s"
                  .formatted(servers, topic, missing(ends)));
        }
        records.forEach(record -> take(record, use));
      }
    } catch (KafkaException e) {
      throw new IOException(
          "Topic %s cannot be read from %s: %s".formatted(topic, servers, e.getMessage()), e);
    }
  }

  private List<Integer> missing(Map<TopicPartition, Long> ends) {
    List<Integer> missing = new ArrayList<>();
    ends.forEach(
        (partition, end) -> {
          if (consumer.position(partition) < end) {
            missing.add(partition.partition());
          }
        });
    return missing;
  }

  private void take(
      ConsumerRecord<byte[], byte[]> record, Consumer<ConsumerRecord<byte[], byte[]>> use) {
    if (record.value() == null) {
      leftOut++;
      return;
    }
    try {
      use.accept(record);
    } catch (InvalidEventException | DateTimeParseException _) {
      leftOut++;
    }
  }

  private static Envelope envelope(ConsumerRecord<byte[], byte[]> record) {
    String tenant = header(record, "ce_tenant");
    return new Envelope(
        new EventIdentity(
            tenant == null ? "default" : tenant,
            required(record, "ce_source"),
            required(record, "ce_id")),
        required(record, "ce_type"),
        OffsetDateTime.parse(required(record, "ce_time")).toInstant(),
        null);
  }

  private static String required(ConsumerRecord<byte[], byte[]> record, String name) {
    String value = header(record, name);
    if (value == null) {
      throw new InvalidEventException("missing", name, "header " + name + " is missing");
    }
    return value;
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
