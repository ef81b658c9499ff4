package io.quittance.retraining.trainer;

import java.util.ArrayDeque;
import java.util.Deque;

/// The last lines that a process wrote. Thread-safe.
final class LogTail {

  private static final int LINES = 12;
  private static final int WIDTH = 120;

  private final Deque<String> lines = new ArrayDeque<>();

  /// Keeps a line that says something; the JVM frames its report of a crash in empty ones.
  synchronized void add(String line) {
    String text = line.replaceFirst("^#\\s*", "").strip();
    if (text.isEmpty()) {
      return;
    }
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "…");
  }

  /// Returns the lines in one sentence, or nothing.
  synchronized String words() {
    return lines.isEmpty() ? "" : "; its last lines: " + String.join(" | ", lines);
  }
}
