package io.quittance.feedback.outcome;

import io.quittance.messaging.Origin;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/// The newest event time of each tenant and partition in a batch, in the order in which rows are
/// locked.
final class NewestTimes {

  record Newest(String tenant, String topic, int partition, Instant time) {}

  private final TreeMap<String, Newest> byKey = new TreeMap<>();

  void see(String tenant, Origin origin, Instant time) {
    byKey.merge(
        tenant + '\n' + origin.topic() + '\n' + origin.partition(),
        new Newest(tenant, origin.topic(), origin.partition(), time),
        (known, seen) -> known.time().isAfter(seen.time()) ? known : seen);
  }

  List<Newest> sorted() {
    return List.copyOf(byKey.values());
  }
}
