package io.quittance.messaging.lease;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The right of this process to do a job, until it is given back or no longer renewed. Thread-safe.
///
/// Between two renewals another process may have taken the job over without this one noticing it:
/// one that was frozen wakes up in the middle of a statement. What must not be written twice is
/// therefore written in a transaction that first runs [Leases#fence()].
public final class Lease implements AutoCloseable {

  private final String name;
  private final String owner;
  private final long term;
  private final Duration duration;
  private final Consumer<Lease> giveBack;
  private volatile long confirmedAt;
  private volatile boolean lost;
  private volatile @Nullable Future<?> renewal;

  Lease(
      String name,
      String owner,
      long term,
      Duration duration,
      long askedAt,
      Consumer<Lease> giveBack) {
    this.name = name;
    this.owner = owner;
    this.term = term;
    this.duration = duration;
    this.confirmedAt = askedAt;
    this.giveBack = giveBack;
  }

  /// Returns the name of the job.
  public String name() {
    return name;
  }

  /// Returns who holds it: host, process id and a random part.
  public String owner() {
    return owner;
  }

  /// Returns the number of this lease, which no other lease of the service ever has.
  public long term() {
    return term;
  }

  /// Returns whether the database has confirmed this lease within its duration. False may become
  /// true again, when a database that was away is back and nobody has taken the job over.
  public boolean isHeld() {
    return !lost && System.nanoTime() - confirmedAt < duration.toNanos();
  }

  /// Returns whether another process has taken the job over, or this one has given it back. That is
  /// final.
  public boolean isLost() {
    return lost;
  }

  /// Gives the job back, so that another process need not wait for the end of the lease.
  @Override
  public void close() {
    Future<?> planned = renewal;
    if (planned != null) {
      planned.cancel(false);
    }
    if (!lost) {
      lost = true;
      giveBack.accept(this);
    }
  }

  void renewedBy(Future<?> planned) {
    renewal = planned;
  }

  void confirmed(long askedAt) {
    confirmedAt = askedAt;
  }

  void lose() {
    lost = true;
    Future<?> planned = renewal;
    if (planned != null) {
      planned.cancel(false);
    }
  }
}
