package io.quittance.local.demo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Limits a stream of records to a rate. Not thread-safe.
final class Pace {

  private final double perSecond;
  private final long begin = System.nanoTime();
  private long let;

  /// @param perSecond largest number of records per second; 0 for no limit
  Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /// Returns how many records to send at once: as many as a tenth of a second allows.
  int portion(int available) {
    return perSecond == 0 ? available : Math.min(available, (int) Math.max(1, perSecond / 10));
  }

  /// Waits until more records may be sent.
  void await(int records) {
    if (perSecond > 0) {
      long due = begin + (long) (let / perSecond * TimeUnit.SECONDS.toNanos(1));
      let += records;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }
}
