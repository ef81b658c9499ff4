package io.quittance.embedded.process;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Waits for the end of processes by asking them. [ProcessHandle#onExit] tells of an end through
/// the common pool, which has one thread on two processors: whoever blocks it would hold up every
/// stop.
public final class ProcessEnd {

  private static final Duration BETWEEN = Duration.ofMillis(20);

  private ProcessEnd() {}

  /// Waits until all processes have ended. An interrupt does not end the wait; it is kept.
  ///
  /// @return whether they have
  public static boolean await(List<ProcessHandle> processes, Duration timeout) {
    return await(() -> processes.stream().noneMatch(ProcessHandle::isAlive), timeout);
  }

  /// Waits until a question is answered with yes. An interrupt does not end the wait; it is kept.
  ///
  /// @param ended asked every 20 ms, without the interrupt
  /// @return whether it was
  public static boolean await(BooleanSupplier ended, Duration timeout) {
    long from = System.nanoTime();
    boolean interrupted = Thread.interrupted();
    try {
      while (!ended.getAsBoolean()) {
        if (System.nanoTime() - from >= timeout.toNanos()) {
          return false;
        }
        try {
          Thread.sleep(BETWEEN);
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
