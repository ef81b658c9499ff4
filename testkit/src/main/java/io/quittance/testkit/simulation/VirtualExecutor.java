package io.quittance.testkit.simulation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// An executor in virtual time: what it executes it executes at once, and what it schedules happens
/// later.
public final class VirtualExecutor extends AbstractExecutorService
    implements ScheduledExecutorService {

  private final VirtualTime time;
  private final Life life;

  public VirtualExecutor(VirtualTime time, Life life) {
    this.time = time;
    this.life = life;
  }

  @Override
  public void execute(Runnable command) {
    command.run();
  }

  /// Schedules within twice the delay, by the seed of the run. A caller's delay must not be random.
  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    Scheduled scheduled = new Scheduled(command);
    time.soon((int) Math.clamp(unit.toMillis(delay) * 2, 1, 10_000), life, scheduled);
    return scheduled;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }

  private static final class Scheduled extends FutureTask<Void>
      implements RunnableScheduledFuture<Void> {

    Scheduled(Runnable command) {
      super(command, null);
    }

    @Override
    public boolean isPeriodic() {
      return false;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(Duration.ZERO);
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }
  }
}
