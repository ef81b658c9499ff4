package io.quittance.e2e.faults;

import io.quittance.e2e.audit.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a fault did to the platform.
///
/// @param fault its name
/// @param injections how often it was injected
/// @param verdict of the auditor
/// @param wedged records that were never read, or other work that was never done
/// @param endings how services ended that no fault ended: each had to be started by hand
/// @param recovery from the end of the fault until everything was read and ready
/// @param peakMemory MiB by process
public record FaultResult(
    String fault,
    int injections,
    Verdict verdict,
    long wedged,
    List<String> endings,
    Duration recovery,
    Map<String, Long> peakMemory) {

  public FaultResult {
    endings = List.copyOf(endings);
    peakMemory = new TreeMap<>(peakMemory);
  }

  /// Returns whether everything is zero that is promised to be, and the fault and the load were
  /// real.
  public boolean holds() {
    return verdict.holds()
        && wedged == 0
        && endings.isEmpty()
        && injections > 0
        && verdict.count("deciding events") > 0;
  }

  long deciding() {
    return verdict.count("deciding events");
  }

  long largestPeak() {
    return peakMemory.values().stream().mapToLong(peak -> peak).max().orElse(0);
  }
}
