package io.quittance.e2e.faults.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The largest resident memory of each process, as Linux counts it (`VmHWM`). Safe for concurrent
/// use.
final class MemoryWatch {

  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final Map<String, Long> peaks = new TreeMap<>();

  /// Reads the peak of a process, under a name that its successors after a restart share.
  synchronized void sample(String name, long pid) {
    try {
      Matcher found = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      if (found.find()) {
        peaks.merge(name, Long.parseLong(found.group(1)) / 1_024, Math::max);
      }
    } catch (IOException _) {
      // It has ended, or this is not Linux: what was read before counts.
    }
  }

  /// Returns the peaks, MiB, by name.
  synchronized Map<String, Long> peaks() {
    return new TreeMap<>(peaks);
  }
}
