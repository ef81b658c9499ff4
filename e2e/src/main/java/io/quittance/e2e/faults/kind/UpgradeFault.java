package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.e2e.faults.platform.Launch;
import io.quittance.e2e.faults.platform.ServiceProcess;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs an earlier version beside this one in the same groups, on the same database: each reads
/// what the other wrote, and each takes over from the other.
final class UpgradeFault implements Fault {

  private static final String SESSION = "6000";

  /// The default today. An earlier version without it does not start after a newer one has migrated
  /// the database.
  private static final String NEWER_SCHEMA = "quarkus.flyway.ignore-migration-patterns";

  private static final List<Part> PARTS = List.of(Part.SCORING, Part.FEEDBACK);

  private final @Nullable Path old;

  /// @param old a built tree of an earlier version; null when there is none
  UpgradeFault(@Nullable Path old) {
    this.old = old;
  }

  @Override
  public String name() {
    return "upgrade";
  }

  @Override
  public String what() {
    return "an earlier version beside this one, alone, and this one alone again (--old DIR)";
  }

  @Override
  public Optional<String> obstacle() {
    Path home = old;
    if (home == null) {
      return Optional.of("it needs --old DIR, a built tree of an earlier version");
    }
    for (Part part : PARTS) {
      Path jar = new Layout(home, home).jar(part);
      if (!Files.exists(jar)) {
        return Optional.of(jar + " is not built");
      }
    }
    return Optional.empty();
  }

  @Override
  public FaultPlatform.Settings platform(FaultPlatform.Settings usual) {
    return ShortSessions.of(usual.withDynamicMembers(), SESSION);
  }

  @Override
  public void inject(Injection injection) throws InterruptedException {
    Path home = old;
    if (home == null) {
      throw new IllegalStateException("There is no earlier version");
    }
    FaultPlatform platform = injection.platform();
    Duration each = injection.left().dividedBy(3);
    List<ServiceProcess> current = platform.services();
    List<ServiceProcess> earlier = PARTS.stream().map(platform::replica).toList();
    for (ServiceProcess service : earlier) {
      platform.launchOtherwise(service, Launch.ORDINARY.from(home).with(NEWER_SCHEMA, "*:future"));
      service.start();
    }
    earlier.forEach(service -> service.awaitReady(platform.patience()));
    injection.injected("the earlier version has joined");
    injection.pause(each);
    current.forEach(ServiceProcess::stop);
    injection.injected("the earlier version is alone");
    injection.pause(each);
    current.forEach(ServiceProcess::start);
    current.forEach(service -> service.awaitReady(platform.patience()));
    earlier.forEach(ServiceProcess::stop);
    injection.injected("this version is alone");
    injection.pause(each);
  }
}
