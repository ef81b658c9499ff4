package io.quittance.local.traffic;

import io.quittance.core.event.Topics;
import io.quittance.simulator.record.SimulatedRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Kafka clients of the systems around the platform: they publish simulated records and read
/// decisions.
public final class TrafficClients {

  private TrafficClients() {}

  /// Returns a producer that loses no record and writes none twice.
  ///
  /// @param own settings of this producer
  public static KafkaProducer<byte[], byte[]> producer(
      String bootstrapServers, Map<String, String> own) {
    Map<String, Object> settings = new HashMap<>(own);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("enable.idempotence", "true");
    settings.put("acks", "all");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// Returns a consumer of every partition of the topic of decisions. The caller seeks.
  ///
  /// @param own settings of this consumer
  public static KafkaConsumer<byte[], byte[]> decisions(
      String bootstrapServers, Map<String, String> own) {
    return reader(bootstrapServers, Topics.DECISIONS, own);
  }

  /// Returns a consumer of every partition of a topic. The caller seeks.
  ///
  /// @param own settings of this consumer
  public static KafkaConsumer<byte[], byte[]> reader(
      String bootstrapServers, String topic, Map<String, String> own) {
    Map<String, Object> settings = new HashMap<>(own);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    return consumer;
  }

  /// Returns the message that carries a record.
  public static ProducerRecord<byte[], byte[]> message(SimulatedRecord record) {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(record.kind().topic(), record.key(), record.data());
    record
        .headers()
        .forEach((k, v) -> message.headers().add(k, v.getBytes(StandardCharsets.UTF_8)));
    return message;
  }
}
