package io.quittance.feedback.outcome;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/// The newest event time of each tenant and topic in a batch, in the order in which rows are
/// locked.
final class NewestTimes {

  record Newest(String tenant, String topic, Instant time) {}

  private final TreeMap<String, Newest> byKey = new TreeMap<>();

  void see(String tenant, String topic, Instant time) {
    byKey.merge(
        tenant + '\n' + topic,
        new Newest(tenant, topic, time),
        (known, seen) -> known.time().isAfter(seen.time()) ? known : seen);
  }

  List<Newest> sorted() {
    return List.copyOf(byKey.values());
  }
}
