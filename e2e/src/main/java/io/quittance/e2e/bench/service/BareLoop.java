package io.quittance.e2e.bench.service;

import io.quittance.embedded.kafka.EmbeddedKafka;
import io.quittance.embedded.kafka.TopicSpec;
import io.quittance.local.traffic.TrafficClients;
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

  private static final Map<String, String> CONSUMER = Map.of("max.poll.records", "1000");
  private static final Map<String, String> PRODUCER =
      Map.of("linger.ms", "1", "batch.size", "131072");

  private final KafkaProducer<byte[], byte[]> producer;
  private final byte[] payload;
  private final ReadingThread reading;

  /// @param partitions of both topics, which are made
  /// @param size of what it writes, bytes
  BareLoop(String bootstrapServers, int partitions, int size) {
    EmbeddedKafka.createTopics(
        bootstrapServers, List.of(TopicSpec.of(IN, partitions), TopicSpec.of(OUT, partitions)));
    this.payload = new byte[size];
    KafkaConsumer<byte[], byte[]> consumer = TrafficClients.reader(bootstrapServers, IN, CONSUMER);
    this.producer = TrafficClients.producer(bootstrapServers, PRODUCER);
    consumer.seekToBeginning(consumer.assignment());
    this.reading = ReadingThread.start("bare-loop", consumer, this::answer);
  }

  @Override
  public void close() {
    reading.close();
    producer.close();
  }

  private void answer(ConsumerRecords<byte[], byte[]> poll) {
    for (ConsumerRecord<byte[], byte[]> record : poll) {
      var _ =
          producer.send(new ProducerRecord<>(OUT, null, record.key(), payload, record.headers()));
    }
    if (!poll.isEmpty()) {
      producer.flush();
    }
  }
}
