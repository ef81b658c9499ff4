package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.load.Load;
import io.quittance.e2e.faults.platform.FaultPlatform;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What a fault works on, and for how long. Safe for concurrent use.
public final class Injection {

  private final FaultPlatform platform;
  private final Load load;
  private final long end;
  private final Consumer<String> tell;
  private final AtomicInteger count = new AtomicInteger();

  /// @param duration for how long the fault is injected
  /// @param tell takes a line for each injection
  public Injection(FaultPlatform platform, Load load, Duration duration, Consumer<String> tell) {
    this.platform = platform;
    this.load = load;
    this.end = System.nanoTime() + duration.toNanos();
    this.tell = tell;
  }

  FaultPlatform platform() {
    return platform;
  }

  Load load() {
    return load;
  }

  /// Returns whether the fault is to go on.
  boolean goesOn() {
    return System.nanoTime() - end < 0;
  }

  /// Returns for how long the fault is to go on.
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /// Tells an injection and counts it.
  void injected(String what) {
    count.incrementAndGet();
    tell.accept(what);
  }

  /// Tells what is not an injection by itself.
  void tell(String what) {
    tell.accept(what);
  }

  /// Waits, while the fault has its effect.
  void pause(Duration length) throws InterruptedException {
    Thread.sleep(length);
  }

  /// Returns the number of injections so far.
  public int count() {
    return count.get();
  }
}
