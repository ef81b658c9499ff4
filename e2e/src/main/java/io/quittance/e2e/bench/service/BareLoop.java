package io.quittance.e2e.bench.service;

import io.quittance.embedded.kafka.EmbeddedKafka;
import io.quittance.embedded.kafka.TopicSpec;
import io.quittance.local.traffic.TrafficClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The reference of the pipeline: reads a topic and writes a record as large as a decision for each
/// that it reads, with the settings of scoring's clients and nothing in between. Runs on a thread
/// of its own.
final class BareLoop implements AutoCloseable {

  /// What it reads.
  static final String IN = "bench-in";

  /// What it writes.
  static final String OUT = "bench-out";

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Map<String, String> CONSUMER = Map.of("max.poll.records", "1000");
  private static final Map<String, String> PRODUCER =
      Map.of("linger.ms", "1", "batch.size", "131072");

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final byte[] payload;
  private final Thread thread = Thread.ofPlatform().daemon().name("bare-loop").unstarted(this::run);
  private volatile boolean closing;

  /// @param partitions of both topics, which are made
  /// @param size of what it writes, bytes
  BareLoop(String bootstrapServers, int partitions, int size) {
    EmbeddedKafka.createTopics(
        bootstrapServers, List.of(TopicSpec.of(IN, partitions), TopicSpec.of(OUT, partitions)));
    this.payload = new byte[size];
    this.consumer = TrafficClients.reader(bootstrapServers, IN, CONSUMER);
    this.producer = TrafficClients.producer(bootstrapServers, PRODUCER);
    consumer.seekToBeginning(consumer.assignment());
    thread.start();
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer;
        producer) {
      while (!closing) {
        ConsumerRecords<byte[], byte[]> poll = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : poll) {
          var _ =
              producer.send(
                  new ProducerRecord<>(OUT, null, record.key(), payload, record.headers()));
        }
        if (!poll.isEmpty()) {
          producer.flush();
        }
      }
    }
  }
}
