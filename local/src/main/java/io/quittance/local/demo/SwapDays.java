package io.quittance.local.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Records the day on which each version first served.
final class SwapDays {

  private final Map<Integer, Integer> days = new TreeMap<>();

  void note(int day, List<LoopWatch.Promotion> promotions) {
    promotions.forEach(promotion -> days.putIfAbsent(promotion.version(), day));
  }

  /// Returns the day of each version, ordered by version.
  Map<Integer, Integer> days() {
    return Map.copyOf(days);
  }

  /// Returns the first day on which a later version served; the given day when none did.
  int until(int version, int otherwise) {
    return days.entrySet().stream()
        .filter(entry -> entry.getKey() > version)
        .mapToInt(Map.Entry::getValue)
        .min()
        .orElse(otherwise);
  }

  int from(int version) {
    return days.getOrDefault(version, 0);
  }
}
