package io.quittance.e2e.bench.service;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/// Reads from Kafka on a thread of its own until it is closed. The thread closes the consumer.
final class ReadingThread implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<ConsumerRecords<byte[], byte[]>> work;
  private final Thread thread;
  private volatile boolean closing;

  private ReadingThread(
      String name,
      KafkaConsumer<byte[], byte[]> consumer,
      Consumer<ConsumerRecords<byte[], byte[]>> work) {
    this.consumer = consumer;
    this.work = work;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /// Begins to read where the consumer stands.
  ///
  /// @param work is given each poll, also an empty one, on the thread
  static ReadingThread start(
      String name,
      KafkaConsumer<byte[], byte[]> consumer,
      Consumer<ConsumerRecords<byte[], byte[]>> work) {
    ReadingThread reading = new ReadingThread(name, consumer, work);
    reading.thread.start();
    return reading;
  }

  /// Ends the thread after its present poll.
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
    try (consumer) {
      while (!closing) {
        work.accept(consumer.poll(POLL));
      }
    }
  }
}
