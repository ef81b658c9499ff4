package io.quittance.e2e.faults.platform;

import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.local.launch.Health;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.PortMap;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One process of a service, which a fault may end, stop and start. Safe for concurrent use.
public final class ServiceProcess implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(15);

  private final Part part;
  private final String name;
  private final PortMap ports;
  private final Health health;
  private ProcessSpec spec;
  private @Nullable ChildProcess process;
  private boolean wanted;

  /// @param name its name in tables, such as `scoring` or `scoring-2`
  ServiceProcess(Part part, String name, PortMap ports, ProcessSpec spec) {
    this.part = part;
    this.name = name;
    this.ports = ports;
    this.spec = spec;
    this.health = new Health(ports);
  }

  public Part part() {
    return part;
  }

  public String name() {
    return name;
  }

  PortMap ports() {
    return ports;
  }

  /// Returns the base URL of its REST interface.
  public String url() {
    return ports.url(part);
  }

  /// Starts it, without waiting until it is ready.
  public synchronized void start() {
    process = ChildProcess.start(spec);
    wanted = true;
  }

  /// Starts it otherwise than usual, and returns when it has ended by itself, as it is meant to.
  ///
  /// @throws io.quittance.embedded.process.StartFailedException when it stands still
  void runToItsEnd(ProcessSpec other, Patience patience) {
    ChildProcess ending;
    synchronized (this) {
      ending = ChildProcess.start(other);
      process = ending;
      wanted = false;
    }
    ending.awaitEnd(patience);
  }

  /// Starts it otherwise from now on.
  synchronized void use(ProcessSpec other) {
    spec = other;
  }

  /// Ends it at once (SIGKILL).
  public synchronized void kill() {
    wanted = false;
    if (process != null) {
      process.kill();
    }
  }

  /// Asks it to end (SIGTERM), and waits.
  public synchronized void stop() {
    wanted = false;
    if (process != null) {
      Signals.resume(process.pid());
      process.stop(GRACE);
    }
  }

  /// Stops it (SIGSTOP) until [#resume].
  public synchronized void pause() {
    if (process != null) {
      Signals.pause(process.pid());
    }
  }

  /// Continues it (SIGCONT).
  public synchronized void resume() {
    if (process != null) {
      Signals.resume(process.pid());
    }
  }

  /// Returns whether it is ready or meant to be away.
  public boolean isReadyOrAway() {
    synchronized (this) {
      if (!wanted) {
        return true;
      }
    }
    return health.ready(part);
  }

  /// Waits until it is ready, however long that takes as long as it makes progress.
  ///
  /// @throws io.quittance.embedded.process.StartFailedException when it ends or stands still
  public void awaitReady(Patience patience) {
    ChildProcess starting;
    synchronized (this) {
      if (process == null) {
        throw new IllegalStateException(name + " was never started");
      }
      starting = process;
    }
    starting.awaitReady(patience, () -> health.look(part));
  }

  /// Starts it again if it has ended although nobody ended it.
  ///
  /// @return how it ended; null when it did not
  synchronized @Nullable String startAgainIfEnded() {
    if (!wanted || process == null || process.isAlive()) {
      return null;
    }
    String end = process.end().map(e -> e.words()).orElse("ended");
    start();
    return end;
  }

  /// Returns its process id while it runs.
  public synchronized OptionalLong pid() {
    return process != null && process.isAlive()
        ? OptionalLong.of(process.pid())
        : OptionalLong.empty();
  }

  @Override
  public void close() {
    stop();
    health.close();
  }
}
