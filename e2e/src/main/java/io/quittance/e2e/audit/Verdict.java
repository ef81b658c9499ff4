package io.quittance.e2e.audit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The counts and findings of an audit.
///
/// @param counts counts by name, in alphabetical order
/// @param findings violations; empty when all invariants hold, and at most 100 per invariant
/// @param harms number of violations by what they did, not limited to those listed
public record Verdict(Map<String, Long> counts, List<Finding> findings, Map<Harm, Long> harms) {

  public Verdict {
    counts = new TreeMap<>(counts);
    findings = List.copyOf(findings);
    EnumMap<Harm, Long> copy = new EnumMap<>(Harm.class);
    copy.putAll(harms);
    harms = copy;
  }

  public boolean holds() {
    return findings.isEmpty();
  }

  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /// Returns the number of violations that did this harm.
  public long count(Harm harm) {
    return harms.getOrDefault(harm, 0L);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.forEach((name, count) -> text.append("%-28s %,d%n".formatted(name, count)));
    text.append(holds() ? "all invariants hold" : "BROKEN:");
    findings.forEach(f -> text.append("%n  %s: %s".formatted(f.invariant(), f.detail())));
    return text.toString();
  }
}
