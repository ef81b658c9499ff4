package io.quittance.local.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The day on which each version was first seen to serve.
final class SwapDays {

  private final Map<Integer, Integer> days = new TreeMap<>();

  void note(int day, List<LoopWatch.Promotion> promotions) {
    promotions.forEach(promotion -> days.putIfAbsent(promotion.version(), day));
  }

  /// Version to day, in the order of versions.
  Map<Integer, Integer> days() {
    return Map.copyOf(days);
  }

  /// The first day on which another version served, or the given one when none did.
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
