package io.quittance.e2e.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts and findings of one audit. Not thread-safe.
final class Tally {

  private static final int KEPT = 100;

  private final Map<String, Long> counts = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Integer> found = new HashMap<>();
  private final Map<Harm, Long> harms = new EnumMap<>(Harm.class);

  void count(String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  void broken(String invariant, Harm harm, String detail) {
    harms.merge(harm, 1L, Long::sum);
    if (found.merge(invariant, 1, Integer::sum) <= KEPT) {
      findings.add(new Finding(invariant, harm, detail));
    }
  }

  Verdict verdict() {
    return new Verdict(counts, findings, harms);
  }
}
