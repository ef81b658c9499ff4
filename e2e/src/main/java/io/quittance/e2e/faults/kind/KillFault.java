package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.e2e.faults.platform.ServiceProcess;
import java.time.Duration;

/// Ends every service in turn.
final class KillFault implements Fault {

  private static final Duration EVERY = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public String what() {
    return "SIGKILL of every service in turn, every 5 s";
  }

  @Override
  public FaultPlatform.Settings platform(FaultPlatform.Settings usual) {
    return usual.withAllServices();
  }

  @Override
  public void inject(Injection injection) throws InterruptedException {
    while (injection.goesOn()) {
      for (ServiceProcess service : injection.platform().services()) {
        if (injection.goesOn()) {
          injection.injected("SIGKILL " + service.name());
          service.kill();
          service.start();
          injection.pause(EVERY);
        }
      }
    }
  }
}
