package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.e2e.faults.platform.ServiceProcess;
import java.time.Duration;

/// Stops every service in turn and lets it go on. Every other stop is longer than a session of the
/// consumer group, so that the group gives the partitions away and the sleeper wakes up a stranger.
final class StopFault implements Fault {

  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(12);
  private static final String SESSION = "6000";

  @Override
  public String name() {
    return "stop";
  }

  @Override
  public String what() {
    return "SIGSTOP and SIGCONT of every service in turn, for 5 s and for longer than a session";
  }

  @Override
  public FaultPlatform.Settings platform(FaultPlatform.Settings usual) {
    return ShortSessions.of(usual.withAllServices(), SESSION);
  }

  @Override
  public void inject(Injection injection) throws InterruptedException {
    int round = 0;
    while (injection.goesOn()) {
      Duration length = round++ % 2 == 0 ? SHORT : LONG;
      for (ServiceProcess service : injection.platform().services()) {
        if (injection.goesOn()) {
          injection.injected("SIGSTOP %s for %d s".formatted(service.name(), length.toSeconds()));
          service.pause();
          try {
            injection.pause(length);
          } finally {
            service.resume();
          }
        }
      }
    }
  }
}
