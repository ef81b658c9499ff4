package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.e2e.faults.platform.ServiceProcess;
import io.quittance.local.launch.Part;
import java.time.Duration;
import java.util.List;

/// Two processes of scoring and two of feedback, of which one after the other leaves its group, in
/// turn with and without saying so, and joins again.
final class RebalanceFault implements Fault {

  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final String SESSION = "6000";

  @Override
  public String name() {
    return "rebalance";
  }

  @Override
  public String what() {
    return "two scoring and two feedback processes, one leaving or joining every 10 s";
  }

  @Override
  public FaultPlatform.Settings platform(FaultPlatform.Settings usual) {
    return ShortSessions.of(usual.withDynamicMembers(), SESSION);
  }

  @Override
  public void inject(Injection injection) throws InterruptedException {
    FaultPlatform platform = injection.platform();
    List<ServiceProcess> coming =
        List.of(platform.replica(Part.SCORING), platform.replica(Part.FEEDBACK));
    coming.forEach(ServiceProcess::start);
    for (ServiceProcess service : coming) {
      service.awaitReady(platform.patience());
      injection.injected(service.name() + " joined");
    }
    boolean politely = true;
    while (injection.goesOn()) {
      for (ServiceProcess service : platform.services()) {
        if (injection.goesOn()) {
          leaveAndJoin(injection, service, politely);
          politely = !politely;
        }
      }
    }
  }

  private static void leaveAndJoin(Injection injection, ServiceProcess service, boolean politely)
      throws InterruptedException {
    injection.injected(service.name() + (politely ? " leaves" : " is killed"));
    if (politely) {
      service.stop();
    } else {
      service.kill();
    }
    injection.pause(EVERY);
    service.start();
    service.awaitReady(injection.platform().patience());
    injection.injected(service.name() + " joined");
    injection.pause(EVERY);
  }
}
