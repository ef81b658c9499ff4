package io.quittance.local.launch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The parts that run, to be stopped in the reverse order of their start. Threads: safe for use by
/// several.
final class RunningParts {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  /// Adds a part. Stops it at once when the others have been stopped already.
  void add(AutoCloseable part) {
    synchronized (parts) {
      if (!closed) {
        parts.addFirst(part);
        return;
      }
    }
    stop(part);
  }

  /// Whether no part has been added.
  boolean isEmpty() {
    synchronized (parts) {
      return parts.isEmpty();
    }
  }

  /// Stops all, the last one first, and from now on those that are added.
  void stop() {
    List<AutoCloseable> toStop;
    synchronized (parts) {
      closed = true;
      toStop = List.copyOf(parts);
      parts.clear();
    }
    toStop.forEach(RunningParts::stop);
  }

  private static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("A part did not stop cleanly: " + e.getMessage());
    }
  }
}
