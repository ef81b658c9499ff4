package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.event.EventIdentity;
import io.quittance.e2e.faults.platform.FreePorts;
import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.CommandLine;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.PortMap;
import io.quittance.testkit.TestTopics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs `./quittance up`, Ctrl-C, `up`, kill -9 of the launcher and `up` again, and checks that no
/// process is left behind and nothing is lost.
class RestartIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// `up` ends by itself when a part stands still, so its life is the sign to wait for. This is
  /// only a last bound.
  private static final Duration START = Duration.ofMinutes(10);

  private static final Duration END = Duration.ofMinutes(3);

  private final PortMap ports = FreePorts.find();

  @TempDir private Path directory;

  @AfterEach
  void terminateLeftovers() {
    leftovers().forEach(process -> ChildProcess.terminate(process, Duration.ofSeconds(5)));
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void thePlatformStopsCleanlyAndResumesItsData() throws Exception {
    Process first = up();
    assertReady(awaitReady(first));
    URI decision = decide();
    String made = read(decision);

    interrupt(first);

    assertEquals(0, first.exitValue());
    assertEquals(List.of(), leftovers());

    Process second = up();
    JsonNode status = awaitReady(second);

    assertEquals(made, read(decision));

    ProcessHandle.of(status.path("launcherPid").asLong()).orElseThrow().destroyForcibly();
    assertTrue(second.waitFor(END));
    assertFalse(leftovers().isEmpty());
    Process third = up();
    assertReady(awaitReady(third));

    assertEquals(made, read(decision));
    assertEquals(1, processesOf("scoring/target/quarkus-app"));
    interrupt(third);
    assertEquals(List.of(), leftovers());
  }

  private Process up() throws IOException {
    // A background shell makes its children ignore interrupts; this restores the default.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(
        quittance("up", "--no-keycloak", "--port-offset", Integer.toString(ports.offset())));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Project.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("up.log").toFile());
    builder.environment().put("QUITTANCE_BUILD", "never");
    return builder.start();
  }

  private JsonNode awaitReady(Process up) {
    return Awaitility.await()
        .atMost(START)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              assertTrue(up.isAlive(), () -> text(directory.resolve("up.log")));
              return JSON.readTree(run("status", "--json"));
            },
            status -> status.path("ready").asBoolean());
  }

  private static void assertReady(JsonNode status) {
    List<String> names = new ArrayList<>();
    for (JsonNode part : status.path("parts")) {
      assertTrue(part.path("ready").asBoolean(), part.toString());
      names.add(part.path("name").asText());
    }
    assertEquals(Stream.of(Part.values()).map(Part::key).toList(), names);
  }

  /// Publishes an event, waits for its decision and returns the decision's URL.
  private URI decide() {
    InputRecords.Input event =
        InputRecords.placed("RESTART", Instant.parse("2026-05-04T08:00:00Z"));
    try (TestTopics topics = new TestTopics(ports.bootstrapServers(), "", 12)) {
      topics.send(event.topic(), event.key(), event.headers(), event.value());
      topics.awaitRecords("decisions", 1, END);
    }
    String id =
        new EventIdentity("default", InputRecords.SOURCE, "RESTART-placed").decisionId().toString();
    return URI.create(ports.url(Part.SCORING) + "/v1/decisions/" + id);
  }

  /// Reads the decision as an agent.
  private String read(URI decision) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(decision)
            .header("Authorization", "Bearer " + run("token", "agent").strip())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
      return answer.body();
    }
  }

  /// Interrupts the process as Ctrl-C does.
  private static void interrupt(Process up) throws InterruptedException {
    Project.run(Project.root(), "", List.of("kill", "-INT", Long.toString(up.pid())));
    assertTrue(up.waitFor(END));
  }

  private List<ProcessHandle> leftovers() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> CommandLine.of(process).contains(directory.toString()))
        .toList();
  }

  private long processesOf(String jar) {
    return leftovers().stream().filter(p -> CommandLine.of(p).contains(jar)).count();
  }

  /// Runs a command and returns its standard output.
  private String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" 2> /dev/null", "sh"));
    command.addAll(List.of("env", "QUITTANCE_BUILD=never"));
    command.addAll(quittance(arguments));
    return Project.run(Project.root(), "", command).text();
  }

  private List<String> quittance(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Project.services().resolve("quittance").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--data", directory.resolve("data").toString()));
    return command;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
