package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.platform.ServiceProcess;
import java.time.Duration;

/// Stops the database for half of the time, in which services start, then ends it at once.
final class DatabaseFault implements Fault {

  private static final Duration FLOW = Duration.ofSeconds(10);
  private static final Duration AWAY = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "database";
  }

  @Override
  public String what() {
    return "PostgreSQL stopped for half of the time, while services start; then SIGKILL of it every"
        + " 13 s";
  }

  @Override
  public void inject(Injection injection) throws InterruptedException {
    Duration half = injection.left().dividedBy(2);
    injection.injected("PostgreSQL stopped for %d s".formatted(half.toSeconds()));
    injection.platform().servers().stopPostgres();
    startServicesAgain(injection);
    injection.pause(half);
    injection.platform().servers().startPostgres();
    injection.tell("PostgreSQL answers again");
    injection.pause(FLOW);
    while (injection.goesOn()) {
      injection.injected("SIGKILL of PostgreSQL");
      injection.platform().servers().killPostgres();
      injection.pause(AWAY);
      injection.platform().servers().startPostgres();
      injection.tell("PostgreSQL answers again");
      injection.pause(FLOW);
    }
  }

  /// A service that starts without its database must wait for it.
  private static void startServicesAgain(Injection injection) {
    for (ServiceProcess service : injection.platform().services()) {
      injection.injected("%s starts without a database".formatted(service.name()));
      service.kill();
      service.start();
    }
  }
}
