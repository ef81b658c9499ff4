package io.quittance.testkit;

import io.quittance.core.event.Topics;
import io.quittance.embedded.kafka.EmbeddedKafka;
import io.quittance.embedded.kafka.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Creates the platform's topics under a prefix of the test and writes and reads them as raw bytes.
///
/// Methods take a topic's plain name (`account-events`, `decisions-dlq`) and add the prefix. Not
/// thread-safe.
public final class TestTopics implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final List<String> NAMES =
      List.of(
          Topics.ACCOUNT_EVENTS,
          Topics.OUTCOMES,
          Topics.DECISIONS,
          Topics.MODEL_LIFECYCLE,
          Topics.RETRAINING_REQUESTS);

  private final String bootstrapServers;
  private final String prefix;
  private final KafkaProducer<String, byte[]> producer;
  private final AtomicReference<@Nullable Exception> lost = new AtomicReference<>();

  /// Creates the topics and their dead-letter topics.
  ///
  /// @param partitions number of partitions of `account-events`, `outcomes` and `decisions`; the
  ///   other topics have one
  public TestTopics(String bootstrapServers, String prefix, int partitions) {
    this.bootstrapServers = bootstrapServers;
    this.prefix = prefix;
    EmbeddedKafka.createTopics(bootstrapServers, specs(prefix, partitions));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                "15000",
                // Otherwise the producer forgets its topics in an outage, and a record that is sent
                // meanwhile waits for them for 15 s and is lost.
                CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
                "none",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(64 * 1024 * 1024)),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /// Returns the plain names of the platform's topics, without dead-letter topics.
  public static List<String> names() {
    return NAMES;
  }

  /// Returns the name of a topic on the broker.
  public String topic(String name) {
    return prefix + name;
  }

  /// Returns the CloudEvents 1.0 headers (binary mode) of an event of the tenant `default`, in a
  /// mutable map.
  public static Map<String, String> cloudEvent(
      String id, String source, String type, Instant time) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", id);
    headers.put("ce_source", source);
    headers.put("ce_type", type);
    headers.put("ce_time", time.toString());
    headers.put("ce_tenant", "default");
    headers.put("content-type", "application/json");
    return headers;
  }

  /// Publishes one record and returns when the broker has acknowledged it.
  ///
  /// @throws IllegalStateException when the broker refuses the record, with the broker's exception
  ///   as cause
  public void send(
      String name, @Nullable String key, Map<String, String> headers, byte @Nullable [] value) {
    try {
      producer.send(record(name, key, headers, value)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Not published to " + topic(name), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Publishes a record without waiting for the broker; [#flush] waits and tells of a failure.
  public void sendLater(
      String name, @Nullable String key, Map<String, String> headers, byte @Nullable [] value) {
    var _ =
        producer.send(
            record(name, key, headers, value), (_, failure) -> lost.compareAndSet(null, failure));
  }

  /// Waits until the broker has acknowledged every record that was to be sent later.
  ///
  /// @throws IllegalStateException when it has not acknowledged one
  public void flush() {
    producer.flush();
    Exception failure = lost.getAndSet(null);
    if (failure != null) {
      throw new IllegalStateException("A record was not published", failure);
    }
  }

  /// Deletes a dead-letter topic.
  void delete(String name) {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic(name))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Not deleted: " + topic(name), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Creates a dead-letter topic that was deleted.
  void create(String name) {
    EmbeddedKafka.createTopics(bootstrapServers, List.of(TopicSpec.of(topic(name), 1)));
  }

  private Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /// Returns the committed records of a topic so far, in order within each partition.
  public List<ConsumerRecord<String, byte[]>> records(String name) {
    return read(topic(name), 0, Duration.ofSeconds(15));
  }

  /// Returns all records of a topic once there are at least `count`.
  ///
  /// @throws AssertionError when there are fewer after the timeout
  public List<ConsumerRecord<String, byte[]>> awaitRecords(
      String name, int count, Duration timeout) {
    List<ConsumerRecord<String, byte[]>> records = read(topic(name), count, timeout);
    if (records.size() < count) {
      throw new AssertionError(
          "%d records in %s after %d s, expected %d"
              .formatted(records.size(), name, timeout.toSeconds(), count));
    }
    return records;
  }

  /// Returns the value of a header as text, or null when the record has no such header.
  public static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private List<ConsumerRecord<String, byte[]>> read(String topic, int count, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while ((records.size() < count || !reached(consumer, ends))
          && System.nanoTime() - deadline < 0) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private static boolean reached(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private ProducerRecord<String, byte[]> record(
      String name, @Nullable String key, Map<String, String> headers, byte @Nullable [] value) {
    var record = new ProducerRecord<String, byte[]>(topic(name), key, value);
    headers.forEach(
        (header, text) -> record.headers().add(header, text.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private static List<TopicSpec> specs(String prefix, int partitions) {
    var specs = new ArrayList<TopicSpec>();
    for (String name : NAMES) {
      specs.add(spec(prefix, name, partitions));
      specs.add(TopicSpec.of(prefix + Topics.deadLetter(name), 1));
    }
    return specs;
  }

  private static TopicSpec spec(String prefix, String name, int partitions) {
    return switch (name) {
      case Topics.MODEL_LIFECYCLE -> TopicSpec.compacted(prefix + name, 1);
      case Topics.RETRAINING_REQUESTS -> TopicSpec.of(prefix + name, 1);
      default -> TopicSpec.of(prefix + name, partitions);
    };
  }
}
