package io.quittance.testkit.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The time of a simulation: what is to happen, in order. Everything runs on the caller's thread,
/// so the same seed gives the same run.
public final class VirtualTime {

  private record Due(long at, long number, Life life, Runnable action) implements Comparable<Due> {

    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(at, other.at);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final Instant start;
  private final SplittableRandom random;
  private long now;
  private long number;

  public VirtualTime(Instant start, long seed) {
    this.start = start;
    this.random = new SplittableRandom(seed);
  }

  /// Returns the source of all chance in the run.
  public SplittableRandom random() {
    return random;
  }

  public Instant now() {
    return start.plusNanos(now);
  }

  /// Returns a clock that differs from the time.
  ///
  /// @param skew how far it is ahead, now
  public Clock clock(Supplier<Duration> skew) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a virtual clock has no zone");
      }

      @Override
      public Instant instant() {
        return now().plus(skew.get());
      }
    };
  }

  /// Lets something happen later, unless the life has ended by then.
  public void after(Duration delay, Life life, Runnable action) {
    due.add(new Due(now + Math.max(0, delay.toNanos()), number++, life, action));
  }

  /// Lets something happen within some milliseconds.
  public void soon(int mostMillis, Life life, Runnable action) {
    after(Duration.ofNanos(random.nextLong(1_000_000L * mostMillis)), life, action);
  }

  /// Lets things happen until a condition holds.
  ///
  /// @param end the latest instant
  /// @return whether the condition holds
  public boolean runUntil(Instant end, BooleanSupplier condition) {
    long last = Duration.between(start, end).toNanos();
    while (!condition.getAsBoolean()) {
      Due next = due.peek();
      if (next == null || next.at() > last) {
        now = last;
        return condition.getAsBoolean();
      }
      due.remove();
      now = next.at();
      if (!next.life().isOver()) {
        next.action().run();
      }
    }
    return true;
  }
}
