package io.quittance.local.demo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Holds a stream of records to a rate. Not for concurrent use.
final class Pace {

  private final double perSecond;
  private final long begin = System.nanoTime();
  private long let;

  /// @param perSecond 0 for as fast as it goes
  Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /// How many to send at once: a tenth of a second's worth.
  int portion(int available) {
    return perSecond == 0 ? available : Math.min(available, (int) Math.max(1, perSecond / 10));
  }

  /// Waits until so many more may be sent.
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
