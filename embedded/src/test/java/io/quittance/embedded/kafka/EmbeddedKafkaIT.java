package io.quittance.embedded.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.embedded.process.PidFile;
import io.quittance.embedded.process.PortTakenException;
import io.quittance.embedded.process.StartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaIT {
  private static final String TOPIC = "kept";

  @TempDir Path directory;

  @Test
  void keepsRecordsOverAStopAndOverAKill() throws Exception {
    try (EmbeddedKafka first = start()) {
      first.createTopics(List.of(TopicSpec.of(TOPIC, 3), TopicSpec.compacted("state", 1)));
      first.createTopics(List.of(TopicSpec.of(TOPIC, 3)));
      assertEquals(Set.of(TOPIC, "state"), first.topics());
      publish(first, "before the stop");
    }
    EmbeddedKafka second = start();
    publish(second, "before the kill");
    second.kill();

    try (EmbeddedKafka third = start()) {
      assertEquals(List.of("before the stop", "before the kill"), read(third));
    }
  }

  @Test
  void stopsTheBrokerThatAKilledLauncherLeftBehind() throws Exception {
    EmbeddedKafka leftover = start();
    leftover.createTopics(List.of(TopicSpec.of(TOPIC, 1)));
    publish(leftover, "by the leftover");

    try (EmbeddedKafka successor = EmbeddedKafka.start(settings().withPort(leftover.port()))) {

      assertFalse(leftover.process().isAlive());
      assertEquals(List.of("by the leftover"), read(successor));
    }
    assertFalse(EmbeddedKafka.pidFile(settings().data()).running().isPresent());
  }

  @Test
  void refusesAPortThatIsTakenAndRecordsThatAreTooLarge() {
    try (EmbeddedKafka kafka = start()) {
      kafka.createTopics(List.of(TopicSpec.of(TOPIC, 1)));
      var elsewhere = EmbeddedKafka.Settings.of(directory.resolve("elsewhere"), kafka.port());

      assertThrows(PortTakenException.class, () -> EmbeddedKafka.start(elsewhere));
      var refusal =
          assertThrows(ExecutionException.class, () -> publish(kafka, "x".repeat(2 * 1024 * 1024)));
      assertInstanceOf(RecordTooLargeException.class, refusal.getCause());
    }
    assertTrue(Files.exists(directory.resolve("kafka.log")));
  }

  @Test
  void aBrokerThatIsKilledWhileItStartsIsNoticedAtOnce() {
    var start = CompletableFuture.supplyAsync(this::start);
    PidFile pidFile = EmbeddedKafka.pidFile(settings().data());
    await().until(() -> pidFile.running().isPresent());

    pidFile.running().orElseThrow().destroyForcibly();

    var end = assertThrows(CompletionException.class, start::join);
    var failure = assertInstanceOf(StartFailedException.class, end.getCause());
    assertEquals(StartFailedException.Kind.KILLED, failure.kind());
    assertTrue(failure.reason().startsWith("Kafka was killed (signal 9)"), failure.reason());
  }

  @Test
  void aBrokerThatEndsWhileTopicsAreCreatedIsNoticedAtOnce() {
    // A broker that cannot answer, since it is stopped (SIGSTOP)
    EmbeddedKafka kafka = start();
    signal(kafka, "STOP");
    var creation =
        CompletableFuture.runAsync(() -> kafka.createTopics(List.of(TopicSpec.of(TOPIC, 1))));

    kafka.kill();

    var end = assertThrows(CompletionException.class, creation::join);
    var failure = assertInstanceOf(StartFailedException.class, end.getCause());
    assertTrue(failure.reason().contains("while its topics were created"), failure.reason());
  }

  private static void signal(EmbeddedKafka kafka, String signal) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(signal, kafka.process().pid()))
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedKafka start() {
    return EmbeddedKafka.start(settings());
  }

  private EmbeddedKafka.Settings settings() {
    return EmbeddedKafka.Settings.of(directory.resolve("kafka"), 0);
  }

  private static void publish(EmbeddedKafka kafka, String value) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 8_000_000);
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, 0, "key", value)).get();
    }
  }

  private static List<String> read(EmbeddedKafka kafka) {
    Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
