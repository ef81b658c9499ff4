package io.quittance.feedback.dataset;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quittance.core.text.Sha256;
import io.quittance.embedded.process.Ports;
import io.quittance.feedback.Scene;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several packaged processes of the service on one database, each with a disk of its own. All
/// tests share the platform and the labelled decisions; a process that a test kills is replaced.
final class PodsIT {

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-01-01T06:00:00Z");
  private static final String BODY =
      "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"}";
  private static final int DECISIONS = 40;

  private static final QuittanceTestResource PLATFORM = new QuittanceTestResource();
  private static final List<Pod> STARTED = new ArrayList<>();
  private static Map<String, String> configuration = Map.of();

  @TempDir private static Path directory;

  private Pod one;
  private Pod other;

  private record Pod(Process process, int port, int management) {

    boolean isReady() {
      try {
        return given().get("http://localhost:" + management + "/q/health/ready").statusCode()
            == 200;
      } catch (Exception _) { // RestAssured throws what it does not declare
        return false;
      }
    }
  }

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Files.exists(JAR), "Skipped: the packaged service is absent (mvnw package)");
    configuration = new HashMap<>(PLATFORM.start());
    configuration.put("quittance.registry.url", "http://localhost:1");
    configuration.put("quittance.lease.duration", "2s");
    awaitReady(launch(), launch());
    publishLabelledDecisions();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    for (Pod pod : STARTED) {
      pod.process().destroyForcibly().waitFor();
    }
    PLATFORM.stop();
  }

  @BeforeEach
  void chooseTwo() throws IOException {
    if (alive().size() < 2) {
      awaitReady(launch());
    }
    one = alive().get(0);
    other = alive().get(1);
  }

  @Test
  void whatOneProcessWasAskedForAnyOtherDelivers() throws Exception {
    String id = ask(one);

    awaitState(other, id, "ready");
    Response file = file(other, id);
    assertEquals(200, file.statusCode());
    Response described = developer().get(url(one, "/" + id));
    assertEquals(described.path("sha256"), Sha256.hex(file.asByteArray()));
    assertEquals(DECISIONS, described.<Integer>path("rows"));
    assertEquals(file.asByteArray().length, described.<Integer>path("bytes"));
    assertNull(file.header("Content-Length"), "a length beside chunks breaks the message");
  }

  @Test
  void aStartingProcessLeavesAloneWhatAnotherOneBuilds() throws Exception {
    String id;
    try (Connection held = PLATFORM.jdbc()) {
      hold(held);
      id = ask(one);
      await().atMost(PATIENCE).until(() -> attempts(id) == 1);

      Pod starting = launch();
      awaitReady(starting);

      assertEquals("building", developer().get(url(starting, "/" + id)).path("state"));
      held.rollback();
    }
    awaitState(one, id, "ready");
    assertEquals(1, attempts(id));
  }

  @Test
  void whatAKilledProcessBuiltIsBuiltByAnother() throws Exception {
    String id;
    try (Connection held = PLATFORM.jdbc()) {
      hold(held);
      id = ask(one);
      await().atMost(PATIENCE).until(() -> attempts(id) == 1);
      one.process().destroyForcibly().waitFor();
      held.rollback();
    }
    awaitState(other, id, "ready");
    assertEquals(200, file(other, id).statusCode());
  }

  @Test
  void aDatabaseThatFailsDuringTheBuildingCostsAnAttemptAndNoDataSet() throws Exception {
    String id;
    // A transaction sees the activity of its first look: another connection looks.
    try (Connection held = PLATFORM.jdbc();
        Connection looking = PLATFORM.jdbc();
        Statement statement = looking.createStatement()) {
      hold(held);
      id = ask(one);
      await().atMost(PATIENCE).until(() -> attempts(id) == 1);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  statement
                      .executeQuery(
                          "select pg_terminate_backend(pid) from pg_stat_activity"
                              + " where datname = current_database() and wait_event_type = 'Lock'"
                              + " and query like '%from feedback.feature_schema%'")
                      .next());
      held.rollback();
    }
    awaitState(one, id, "ready");
    assertTrue(attempts(id) > 1);
  }

  /// Makes the building of data sets wait.
  private static void hold(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table feedback.feature_schema in access exclusive mode");
    }
  }

  private static void publishLabelledDecisions() {
    Scene scene = new Scene(PLATFORM, "default");
    for (int i = 0; i < DECISIONS; i++) {
      scene.publish(scene.degraded("acc-" + i, START.plusSeconds(3_600L * i)));
    }
    scene.publish(START.plus(Duration.ofDays(90)), scene.payment("acc-99", 1));
    scene.flush();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                scene.count(
                        "select count(*) from feedback.decision where tenant = ?"
                            + " and label_state = 'matured'")
                    == DECISIONS);
  }

  private static String ask(Pod pod) {
    return developer().body(BODY).post(url(pod, "")).then().statusCode(202).extract().path("id");
  }

  private static Response file(Pod pod, String id) {
    return developer().accept("application/vnd.apache.parquet").get(url(pod, "/" + id));
  }

  private static void awaitState(Pod pod, String id, String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertEquals(state, developer().get(url(pod, "/" + id)).path("state")));
  }

  private static int attempts(String id) throws SQLException {
    try (Connection connection = PLATFORM.jdbc();
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select attempts from feedback.dataset where id = '" + id + "'")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static RequestSpecification developer() {
    return given().auth().oauth2(PLATFORM.token("model-developer")).contentType("application/json");
  }

  private static String url(Pod pod, String path) {
    return "http://localhost:" + pod.port() + "/v1/datasets" + path;
  }

  private static Pod launch() throws IOException {
    int number = STARTED.size();
    int port = Ports.free();
    int management = Ports.free();
    Map<String, String> own = new HashMap<>(configuration);
    own.put("quarkus.http.port", String.valueOf(port));
    own.put("quarkus.management.port", String.valueOf(management));
    own.put("quittance.data-dir", directory.resolve("disk-" + number).toString());
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-Xmx384m");
    command.add("-XX:+UseSerialGC");
    own.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(JAR.toAbsolutePath().toString());
    Pod pod =
        new Pod(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("pod-" + number + ".log").toFile())
                .start(),
            port,
            management);
    STARTED.add(pod);
    return pod;
  }

  private static void awaitReady(Pod... pods) {
    for (Pod pod : pods) {
      await().atMost(PATIENCE).until(pod::isReady);
    }
  }

  private static List<Pod> alive() {
    return STARTED.stream().filter(pod -> pod.process().isAlive()).toList();
  }
}
