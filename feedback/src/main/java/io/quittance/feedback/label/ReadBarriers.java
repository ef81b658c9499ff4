package io.quittance.feedback.label;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Says up to which instant everything that was published to a partition has been stored. Remembers
/// where each partition ended at past instants; an instant is passed once as much has been stored.
/// Of a partition whose records wait for long nothing is said: what it was like before they came
/// tells nothing about them. Not thread-safe.
final class ReadBarriers {

  static final int MOST_MARKS = 1_024;

  private record Mark(Instant at, long end) {}

  private final Duration longestWait;
  private final Map<TopicPartition, ArrayDeque<Mark>> marks = new HashMap<>();
  private final Map<TopicPartition, Instant> passed = new HashMap<>();
  private final Map<TopicPartition, Instant> lookedAt = new HashMap<>();

  /// @param longestWait how long records may wait to be stored and acknowledged by a reader that
  ///   keeps up
  ReadBarriers(Duration longestWait) {
    this.longestWait = longestWait;
  }

  /// Tells where a partition stands now.
  ///
  /// @param stored offset of the first record that is not stored yet
  /// @param end offset of the next record to be published
  void observe(TopicPartition partition, long stored, long end, Instant now) {
    lookedAt.put(partition, now);
    ArrayDeque<Mark> open = marks.computeIfAbsent(partition, _ -> new ArrayDeque<>());
    Mark last = open.peekLast();
    if (last != null && last.end() == end) {
      open.removeLast();
    }
    open.addLast(new Mark(now, end));
    while (!open.isEmpty() && stored >= open.getFirst().end()) {
      passed.put(partition, open.removeFirst().at());
    }
    if (open.size() > MOST_MARKS) {
      thinOut(open);
    }
  }

  /// Returns the instant that has been passed of each partition that was ever observed;
  /// [Instant#MIN] where none has, and where records wait for longer than a reader that keeps up
  /// lets them.
  Map<TopicPartition, Instant> passed() {
    Map<TopicPartition, Instant> all = new HashMap<>();
    lookedAt.forEach(
        (partition, looked) -> {
          Instant reached = passed.getOrDefault(partition, Instant.MIN);
          all.put(partition, isBehind(reached, looked) ? Instant.MIN : reached);
        });
    return all;
  }

  private boolean isBehind(Instant reached, Instant looked) {
    return reached.isBefore(looked.minus(longestWait));
  }

  /// Forgets every second mark: what has been passed is then noticed later, never too early.
  private static void thinOut(ArrayDeque<Mark> open) {
    boolean drop = false;
    for (Iterator<Mark> each = open.iterator(); each.hasNext(); drop = !drop) {
      each.next();
      if (drop) {
        each.remove();
      }
    }
  }
}
