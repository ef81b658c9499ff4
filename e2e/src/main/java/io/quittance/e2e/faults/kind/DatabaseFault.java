package io.quittance.e2e.faults.kind;

import java.time.Duration;

/// Stops the database for half of the time, then ends it at once.
final class DatabaseFault implements Fault {

  private static final Duration FLOW = Duration.ofSeconds(10);
  private static final Duration AWAY = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "database";
  }

  @Override
  public String what() {
    return "PostgreSQL stopped for half of the time, then SIGKILL of it every 13 s";
  }

  @Override
  public void inject(Injection injection) throws InterruptedException {
    Duration half = injection.left().dividedBy(2);
    injection.injected("PostgreSQL stopped for %d s".formatted(half.toSeconds()));
    injection.platform().servers().stopPostgres();
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
}
