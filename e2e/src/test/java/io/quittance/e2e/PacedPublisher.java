package io.quittance.e2e;

import io.quittance.testkit.TestTopics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Publishes records at a steady rate.
final class PacedPublisher {

  private PacedPublisher() {}

  /// Publishes all records as fast as the broker accepts them.
  static void publish(TestTopics topics, List<InputRecords.Input> inputs) {
    publish(topics, inputs, Duration.ZERO);
  }

  /// Publishes the records evenly over a duration and returns when the broker has all of them.
  static void publish(TestTopics topics, List<InputRecords.Input> inputs, Duration within) {
    long begin = System.nanoTime();
    for (int i = 0; i < inputs.size(); i++) {
      long due = begin + within.toNanos() / inputs.size() * i;
      while (System.nanoTime() - due < 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      InputRecords.Input input = inputs.get(i);
      topics.sendLater(input.topic(), input.key(), input.headers(), input.value());
    }
    topics.flush();
  }
}
