package io.quittance.retraining.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.RetrainingRequested;
import io.quittance.core.event.Topics;
import io.quittance.laboratory.ParquetFiles;
import io.quittance.laboratory.SyntheticRows;
import io.quittance.retraining.FakePeers;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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
  private final FakePeers peers = new FakePeers();
  private final List<Process> processes = new ArrayList<>();
  private Map<String, String> configuration = Map.of();

  @TempDir private Path directory;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.exists(JAR), "Skipped: the packaged service is absent (mvnw package)");
    configuration = new HashMap<>(platform.start());
    configuration.put("quittance.feedback.url", peers.url());
    configuration.put("quittance.registry.url", peers.url());
    configuration.put("quittance.training.max-trees", "30");
    configuration.put("quittance.training.trials", "4");
    configuration.put("quittance.lease.duration", "PT2S");
    configuration.put("quarkus.http.port", "0");
    configuration.put("quarkus.management.port", "0");
    Path file = directory.resolve("rows.parquet");
    ParquetFiles.write(SyntheticRows.of(5_000, 8, 61), file);
    peers.reset(Files.readAllBytes(file));
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
    send(request);
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
        history(request));
    assertEquals(1, peers.registrations().size());
  }

  @Test
  void aRegistrationCutShortHandsOverTheSameBundle() throws IOException, InterruptedException {
    peers.unavailable(1_000_000);
    UUID request = UUID.randomUUID();
    Process first = launch("first");
    send(request);
    await().atMost(PATIENCE).until(() -> state(request).equals("REGISTERING"));
    String bundle = column(request, "bundle_sha256");

    first.destroyForcibly().waitFor();
    peers.unavailable(0);
    launch("second");

    await().atMost(PATIENCE).until(() -> state(request).equals("DONE"));
    assertEquals(bundle, peers.registrations().getFirst().get("artifactSha256").asText());
    assertEquals(1, peers.datasetsAsked());
    assertTrue(history(request).stream().filter("TRAINING"::equals).count() == 1);
  }

  @Test
  void aProcessThatIsStoppedCostsTheJobNoCrash() throws IOException, InterruptedException {
    peers.building(true);
    UUID request = UUID.randomUUID();
    Process first = launch("first");
    send(request);
    await().atMost(PATIENCE).until(() -> peers.datasetsAsked() == 1);
    assertNotEquals("null", column(request, "begun_at"));

    first.destroy();
    first.waitFor();

    assertEquals("null", column(request, "begun_at"));
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

  private void send(UUID request) {
    var requested =
        new RetrainingRequested(
            request,
            "default",
            "payment-30d",
            RetrainingRequested.Cause.COLD_START,
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-05-01T00:00:00Z"),
            2_000,
            List.of("enough labels are mature"),
            Instant.parse("2026-06-01T00:00:00Z"));
    platform
        .topics()
        .send(
            Topics.RETRAINING_REQUESTS,
            "default/payment-30d",
            TestTopics.cloudEvent(
                request.toString(),
                "/quittance/feedback",
                EventTypes.RETRAINING_REQUESTED,
                Instant.parse("2026-06-01T00:00:00Z")),
            EventCodec.write(requested));
  }

  private String state(UUID job) {
    return column(job, "state");
  }

  private String column(UUID job, String column) {
    List<String> values = query("select " + column + " from retraining.job where id = ?", job);
    return values.isEmpty() ? "" : values.getFirst();
  }

  private List<String> history(UUID job) {
    return query("select state from retraining.job_transition where job_id = ? order by id", job);
  }

  /// Empty also while the schema is not there yet.
  private List<String> query(String sql, UUID job) {
    List<String> values = new ArrayList<>();
    try (Connection connection = platform.jdbc();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, job);
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          values.add(String.valueOf(result.getString(1)));
        }
      }
    } catch (SQLException e) {
      if (!"42P01".equals(e.getSQLState())) {
        throw new IllegalStateException(e);
      }
    }
    return values;
  }
}
