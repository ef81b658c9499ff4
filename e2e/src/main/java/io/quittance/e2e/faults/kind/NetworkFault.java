package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.platform.TcpProxy;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/// Delays, throttles, silences and cuts the network, in turn, to Kafka and to PostgreSQL.
final class NetworkFault implements Fault {

  private static final Duration LENGTH = Duration.ofSeconds(6);
  private static final Duration GOOD = Duration.ofSeconds(2);
  private static final Duration DELAY = Duration.ofMillis(150);
  private static final long BYTES_PER_SECOND = 64 * 1_024;

  @Override
  public String name() {
    return "network";
  }

  @Override
  public String what() {
    return "network to Kafka and PostgreSQL delayed by 150 ms, throttled to 64 KiB/s, silent, cut;"
        + " 6 s each";
  }

  @Override
  public void inject(Injection injection) throws InterruptedException {
    Map<String, TcpProxy> networks =
        Map.of(
            "Kafka", injection.platform().servers().kafkaNetwork(),
            "PostgreSQL", injection.platform().servers().postgresNetwork());
    while (injection.goesOn()) {
      for (Map.Entry<String, TcpProxy> network : networks.entrySet()) {
        worsen(injection, network, "cut", TcpProxy::cut);
        worsen(injection, network, "delayed", proxy -> proxy.delay(DELAY));
        worsen(injection, network, "silent", TcpProxy::silence);
        worsen(injection, network, "throttled", proxy -> proxy.throttle(BYTES_PER_SECOND));
      }
    }
  }

  private static void worsen(
      Injection injection,
      Map.Entry<String, TcpProxy> network,
      String how,
      Consumer<TcpProxy> fault)
      throws InterruptedException {
    if (injection.goesOn()) {
      injection.injected("network to %s %s".formatted(network.getKey(), how));
      fault.accept(network.getValue());
      try {
        injection.pause(LENGTH);
      } finally {
        network.getValue().heal();
      }
      injection.pause(GOOD);
    }
  }
}
