package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.e2e.faults.platform.Launch;
import io.quittance.e2e.faults.platform.ServiceProcess;
import io.quittance.local.launch.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sets the clock of one process off by an hour, in turn ahead and behind, with libfaketime. The
/// clock by which a process waits stays right.
final class ClockFault implements Fault {

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String what() {
    return "the clock of scoring, then of feedback, an hour ahead and an hour behind";
  }

  @Override
  public Optional<String> obstacle() {
    return library().isPresent()
        ? Optional.empty()
        : Optional.of("libfaketime is not installed (Debian: apt-get install faketime)");
  }

  @Override
  public void inject(Injection injection) throws InterruptedException {
    FaultPlatform platform = injection.platform();
    Duration each = injection.left().dividedBy(4);
    for (Part part : List.of(Part.SCORING, Part.FEEDBACK)) {
      ServiceProcess service = platform.service(part);
      for (String offset : List.of("+1h", "-1h")) {
        service.stop();
        platform.launchOtherwise(service, Launch.ORDINARY.withEnvironment(environment(offset)));
        service.start();
        service.awaitReady(platform.patience());
        injection.injected("the clock of %s is off by %s".formatted(service.name(), offset));
        injection.pause(each);
      }
      service.stop();
      platform.launchOtherwise(service, Launch.ORDINARY);
      service.start();
    }
  }

  private static Map<String, String> environment(String offset) {
    return Map.of(
        "LD_PRELOAD",
        library().orElseThrow().toString(),
        "FAKETIME",
        offset,
        "DONT_FAKE_MONOTONIC",
        "1");
  }

  private static Optional<Path> library() {
    return LIBRARIES.stream().filter(Files::exists).findFirst();
  }
}
