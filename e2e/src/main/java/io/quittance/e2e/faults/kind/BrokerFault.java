package io.quittance.e2e.faults.kind;

import java.time.Duration;

/// Ends the broker and starts it again.
final class BrokerFault implements Fault {

  private static final Duration AWAY = Duration.ofSeconds(5);
  private static final Duration BACK = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public String what() {
    return "SIGKILL of the broker, away for 5 s, every 15 s";
  }

  @Override
  public void inject(Injection injection) throws InterruptedException {
    while (injection.goesOn()) {
      injection.injected("SIGKILL of Kafka");
      injection.platform().servers().killKafka();
      injection.pause(AWAY);
      injection.platform().servers().startKafka();
      injection.tell("Kafka answers again");
      injection.pause(BACK);
    }
  }
}
