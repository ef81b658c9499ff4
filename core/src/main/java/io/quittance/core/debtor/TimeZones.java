package io.quittance.core.debtor;

import io.quittance.core.account.Fact;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Collects the time zones a debtor may be in. Not thread-safe.
final class TimeZones {

  private final Set<String> known = new TreeSet<>();
  private final Set<String> announced = new TreeSet<>();

  /// Adds the zones of a placement.
  ///
  /// @param later whether it lies after the instant of the decision; then its zones count only once
  ///   another placement has made some known
  void add(Fact.Placement placement, boolean later) {
    (later ? announced : known).addAll(placement.timeZones());
  }

  /// Returns every zone, by id; empty before the first placement.
  List<ZoneId> all() {
    if (known.size() == 1 && announced.isEmpty()) {
      return List.of(LocalClock.zone(known.iterator().next()));
    }
    Set<String> ids = new TreeSet<>(known);
    if (!known.isEmpty()) {
      ids.addAll(announced);
    }
    return ids.stream().map(LocalClock::zone).toList();
  }
}
