package io.quittance.retraining.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quittance.core.event.RetrainingRequested.Cause;
import io.quittance.laboratory.ParquetFiles;
import io.quittance.laboratory.SyntheticRows;
import io.quittance.retraining.FakePeers;
import io.quittance.testkit.QuittanceTestResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service, killed with SIGKILL in the middle of a job and started again.
final class RestartIT {

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final QuittanceTestResource platform = new QuittanceTestResource();
  private final TrainingRequests requests = new TrainingRequests(platform);
  private final FakePeers peers = new FakePeers();
  private final List<Process> processes = new ArrayList<>();
  private Map<String, String> configuration = Map.of();

  @TempDir private Path directory;

  @BeforeEach
  void start() {
    assumeTrue(Files.exists(JAR), "Skipped: the packaged service is absent (mvnw package)");
    configuration = new HashMap<>(platform.start());
    configuration.put("quittance.feedback.url", peers.url());
    configuration.put("quittance.registry.url", peers.url());
    configuration.put("quittance.training.max-trees", "30");
    configuration.put("quittance.training.trials", "4");
    configuration.put("quittance.lease.duration", "PT2S");
    configuration.put("quarkus.http.port", "0");
    configuration.put("quarkus.management.port", "0");
    peers.reset(ParquetFiles.bytes(SyntheticRows.of(5_000, 8, 61), directory));
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
    peers.close();
    platform.stop();
  }

  @Test
  void aJobCutShortIsFinishedByTheNextProcess() throws IOException, InterruptedException {
    peers.building(true);
    UUID request = UUID.randomUUID();
    Process first = launch("first");
    requests.send(request, Cause.COLD_START);
    await().atMost(PATIENCE).until(() -> peers.datasetsAsked() == 1);

    first.destroyForcibly().waitFor();
    peers.building(false);
    launch("second");

    await().atMost(PATIENCE).until(() -> state(request).equals("DONE"));
    assertEquals(
        List.of(
            "QUEUED",
            "FETCHING",
            "FETCHING",
            "TRAINING",
            "EVALUATING",
            "EXPORTING",
            "REGISTERING",
            "DONE"),
        requests.history(request));
    assertEquals(1, peers.registrations().size());
  }

  @Test
  void aRegistrationCutShortHandsOverTheSameBundle() throws IOException, InterruptedException {
    peers.unavailable(1_000_000);
    UUID request = UUID.randomUUID();
    Process first = launch("first");
    requests.send(request, Cause.COLD_START);
    await().atMost(PATIENCE).until(() -> state(request).equals("REGISTERING"));
    String bundle = requests.column(request, "bundle_sha256");

    first.destroyForcibly().waitFor();
    peers.unavailable(0);
    launch("second");

    await().atMost(PATIENCE).until(() -> state(request).equals("DONE"));
    assertEquals(bundle, peers.registrations().getFirst().get("artifactSha256").asText());
    assertEquals(1, peers.datasetsAsked());
    assertTrue(requests.history(request).stream().filter("TRAINING"::equals).count() == 1);
  }

  @Test
  void aProcessThatIsStoppedCostsTheJobNoCrash() throws IOException, InterruptedException {
    peers.building(true);
    UUID request = UUID.randomUUID();
    Process first = launch("first");
    requests.send(request, Cause.COLD_START);
    await().atMost(PATIENCE).until(() -> peers.datasetsAsked() == 1);
    assertNotEquals("null", requests.column(request, "begun_at"));

    first.destroy();
    first.waitFor();

    assertEquals("null", requests.column(request, "begun_at"));
    assertEquals("FETCHING", state(request));
  }

  private Process launch(String name) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-Xmx512m");
    command.add("-XX:+UseSerialGC");
    configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(JAR.toAbsolutePath().toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile());
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private String state(UUID job) {
    return requests.column(job, "state");
  }
}
