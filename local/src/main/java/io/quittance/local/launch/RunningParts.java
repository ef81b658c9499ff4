package io.quittance.local.launch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The running parts, stopped in the reverse order of their start. Safe for concurrent use.
final class RunningParts {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  /// Adds a part. Stops it at once if the others were already stopped.
  void add(AutoCloseable part) {
    synchronized (parts) {
      if (!closed) {
        parts.addFirst(part);
        return;
      }
    }
    stop(part);
  }

  /// Returns whether no part was added.
  boolean isEmpty() {
    synchronized (parts) {
      return parts.isEmpty();
    }
  }

  /// Stops all parts, the last one first, and any part that is added later.
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
