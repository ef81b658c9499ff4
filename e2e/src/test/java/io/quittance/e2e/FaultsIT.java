package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.e2e.audit.Harm;
import io.quittance.e2e.faults.FaultResult;
import io.quittance.e2e.faults.FaultRun;
import io.quittance.e2e.faults.kind.Fault;
import io.quittance.e2e.faults.kind.FaultKinds;
import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.embedded.process.Patience;
import io.quittance.testkit.Directories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Injects a few of the faults of `./quittance faults`, for a short time.
class FaultsIT {

  private static final Duration SHORT = Duration.ofSeconds(12);

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void endedServicesLoseNothing() throws Exception {
    FaultResult result = run("kill");

    assertTrue(result.holds(), result::toString);
    assertTrue(result.verdict().count("good records") > 0, result::toString);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void badRecordsCostNoGoodOne() throws Exception {
    FaultResult result = run("poison");

    assertTrue(result.holds(), result::toString);
    assertEquals(0, result.verdict().count(Harm.LOST));
    assertTrue(result.verdict().count("dead letters") > 0, result::toString);
    assertTrue(result.verdict().count("decisions over REST") > 0, result::toString);
  }

  private static FaultResult run(String name) throws Exception {
    Path platforms = Project.root().resolve("e2e/target/platforms");
    Files.createDirectories(platforms);
    Path directory = Files.createTempDirectory(platforms, "faults-");
    Fault fault =
        FaultKinds.all(null).stream()
            .filter(kind -> kind.name().equals(name))
            .findFirst()
            .orElseThrow();
    FaultPlatform.Settings usual =
        FaultPlatform.Settings.of(Project.services(), directory, Patience.ofEnvironment());
    FaultResult result =
        new FaultRun(fault, usual, SHORT, line -> System.out.println(name + "  " + line)).run();
    Directories.delete(directory);
    return result;
  }
}
