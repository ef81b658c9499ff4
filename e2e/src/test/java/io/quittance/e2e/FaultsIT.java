package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.e2e.audit.Harm;
import io.quittance.e2e.faults.FaultResult;
import io.quittance.e2e.faults.FaultRun;
import io.quittance.e2e.faults.kind.Fault;
import io.quittance.e2e.faults.kind.FaultKinds;
import io.quittance.e2e.faults.kind.Injection;
import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.embedded.process.Patience;
import io.quittance.testkit.Directories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Injects two of the faults of `./quittance faults` at once on one platform, for a short time.
/// That command injects each alone and for as long as asked: `./quittance faults kill --duration
/// 120`.
class FaultsIT {

  private static final Duration SHORT = Duration.ofSeconds(12);

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void endedServicesAndBadRecordsCostNoGoodRecord() throws Exception {
    FaultResult result = run(new Together(kind("kill"), kind("poison")));

    assertTrue(result.holds(), result::toString);
    assertTrue(result.verdict().count("good records") > 0, result::toString);
    assertEquals(0, result.verdict().count(Harm.LOST));
    assertTrue(result.verdict().count("dead letters") > 0, result::toString);
    assertTrue(result.verdict().count("decisions over REST") > 0, result::toString);
  }

  private static Fault kind(String name) {
    return FaultKinds.all(null).stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static FaultResult run(Fault fault) throws Exception {
    Path platforms = Project.root().resolve("e2e/target/platforms");
    Files.createDirectories(platforms);
    Path directory = Files.createTempDirectory(platforms, "faults-");
    FaultPlatform.Settings usual =
        FaultPlatform.Settings.of(Project.services(), directory, Patience.ofEnvironment());
    FaultResult result =
        new FaultRun(fault, usual, SHORT, line -> System.out.println(fault.name() + "  " + line))
            .run();
    Directories.delete(directory);
    return result;
  }

  /// Two faults at the same time, on the platform that both need.
  private record Together(Fault first, Fault second) implements Fault {

    @Override
    public String name() {
      return first.name() + " + " + second.name();
    }

    @Override
    public String what() {
      return first.what() + "; " + second.what();
    }

    @Override
    public FaultPlatform.Settings platform(FaultPlatform.Settings usual) {
      return second.platform(first.platform(usual));
    }

    @Override
    public void inject(Injection injection) throws Exception {
      List<Callable<Void>> injecting = new ArrayList<>();
      for (Fault fault : List.of(first, second)) {
        injecting.add(
            () -> {
              fault.inject(injection);
              return null;
            });
      }
      try (ExecutorService threads = Executors.newFixedThreadPool(injecting.size())) {
        for (Future<Void> injected : threads.invokeAll(injecting)) {
          injected.get();
        }
      }
    }
  }
}
