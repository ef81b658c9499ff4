package io.quittance.feedback.label;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Says up to which instant everything that was published to a partition has been stored. Remembers
/// where each partition ended at past instants; an instant is passed once as much has been stored.
/// Not thread-safe.
final class ReadBarriers {

  static final int MOST_MARKS = 1_024;

  private record Mark(Instant at, long end) {}

  private final Map<TopicPartition, ArrayDeque<Mark>> marks = new HashMap<>();
  private final Map<TopicPartition, Instant> passed = new HashMap<>();

  /// Tells where a partition stands now.
  ///
  /// @param stored offset of the first record that is not stored yet
  /// @param end offset of the next record to be published
  void observe(TopicPartition partition, long stored, long end, Instant now) {
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
  /// [Instant#MIN] where none has.
  Map<TopicPartition, Instant> passed() {
    Map<TopicPartition, Instant> all = new HashMap<>();
    marks.keySet().forEach(partition -> all.put(partition, Instant.MIN));
    all.putAll(passed);
    return all;
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
