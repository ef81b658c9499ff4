package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.platform.ServiceProcess;
import java.time.Duration;

/// Ends the broker and starts it again. At first, a service starts while it is away.
final class BrokerFault implements Fault {

  private static final Duration AWAY = Duration.ofSeconds(5);
  private static final Duration BACK = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public String what() {
    return "SIGKILL of the broker, away for 5 s, every 15 s; at first, services start without it";
  }

  @Override
  public void inject(Injection injection) throws InterruptedException {
    boolean first = true;
    while (injection.goesOn()) {
      injection.injected("SIGKILL of Kafka");
      injection.platform().servers().killKafka();
      if (first) {
        injection.platform().services().forEach(service -> startAgain(injection, service));
        first = false;
      }
      injection.pause(AWAY);
      injection.platform().servers().startKafka();
      injection.tell("Kafka answers again");
      injection.pause(BACK);
    }
  }

  /// A service that starts without the broker must wait for it.
  private static void startAgain(Injection injection, ServiceProcess service) {
    injection.injected("%s starts without a broker".formatted(service.name()));
    service.kill();
    service.start();
  }
}
