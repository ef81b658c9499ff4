package io.quittance.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class SharedServersIT {
  @Test
  void allCallersOfARunGetTheSameServers() {
    var callers =
        List.of(
            CompletableFuture.supplyAsync(SharedServersIT::getFromAnotherJvm),
            CompletableFuture.supplyAsync(SharedServersIT::getFromAnotherJvm));

    String here = SharedServers.get().toString();

    callers.forEach(caller -> assertEquals(here, caller.join()));
  }

  @Test
  void serversEndWithTheProcessTheyServe() throws IOException {
    Process watched = new ProcessBuilder("/bin/sh", "-c", "exec sleep 300").start();
    Path directory = SharedServers.directory(watched.toHandle());
    SharedServers servers = SharedServers.of(watched.toHandle());
    assertNotEquals(SharedServers.get(), servers);
    assertTrue(accepts(servers));

    watched.destroyForcibly();

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !accepts(servers) && !Files.exists(directory));
  }

  @Test
  void databasesAreEmptyAndSeparate() throws SQLException {
    SharedServers.Database one = SharedServers.get().newDatabase("it");
    SharedServers.Database other = SharedServers.get().newDatabase("it");

    assertNotEquals(one.name(), other.name());
    try (Connection connection =
            DriverManager.getConnection(one.jdbcUrl(), one.username(), one.password());
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA scoring");
    }
    try (Connection connection =
            DriverManager.getConnection(other.jdbcUrl(), other.username(), other.password());
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA scoring");
    }
  }

  @Test
  void recordsAreDeliveredUnchanged() {
    SharedServers servers = SharedServers.get();
    byte[] data = {0, -1, 42};
    Instant time = Instant.parse("2026-03-01T12:00:00Z");
    Map<String, String> headers = TestTopics.cloudEvent("1", "crm", "some.type.v1", time);
    try (var mine = new TestTopics(servers.bootstrapServers(), servers.topicPrefix(), 3);
        var others = new TestTopics(servers.bootstrapServers(), servers.topicPrefix(), 3)) {

      mine.send(Topics.ACCOUNT_EVENTS, "default/a", headers, data);
      mine.sendLater(Topics.ACCOUNT_EVENTS, null, Map.of(), null);
      mine.flush();

      var records = mine.awaitRecords(Topics.ACCOUNT_EVENTS, 2, Duration.ofSeconds(10));
      var sent = records.stream().filter(record -> record.key() != null).findFirst().orElseThrow();
      assertEquals(List.of((byte) 0, (byte) -1, (byte) 42), boxed(sent.value()));
      assertEquals("some.type.v1", TestTopics.header(sent, "ce_type"));
      assertEquals("2026-03-01T12:00:00Z", TestTopics.header(sent, "ce_time"));
      assertEquals(List.of(), others.records(Topics.ACCOUNT_EVENTS));
      assertEquals(List.of(), mine.records(Topics.deadLetter(Topics.OUTCOMES)));
      assertThrows(
          AssertionError.class,
          () -> mine.awaitRecords(Topics.DECISIONS, 1, Duration.ofMillis(300)));
    }
  }

  @Test
  void theTestResourceConfiguresAService() throws Exception {
    var resource = new QuittanceTestResource();
    resource.init(Map.of("partitions", "2"));
    Map<String, String> configuration = resource.start();
    try (Connection connection = resource.jdbc()) {
      assertEquals(configuration.get("quarkus.datasource.jdbc.url"), url(connection));
      assertEquals(
          resource.topics().topic("decisions"), configuration.get("quittance.topics.decisions"));
      assertEquals(resource.issuer().url(), configuration.get("quarkus.oidc.auth-server-url"));
      assertTrue(Files.isDirectory(resource.dataDirectory()));
      assertEquals(3, resource.token("viewer").split("\\.").length);
    } finally {
      resource.stop();
    }
    assertFalse(Files.exists(resource.dataDirectory()));
  }

  /// Prints its servers, for a parent process that compares them with its own.
  public static final class Caller {
    private Caller() {}

    public static void main(String[] arguments) {
      System.out.println(SharedServers.get());
    }
  }

  private static String getFromAnotherJvm() {
    try {
      Process caller =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Caller.class.getName())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String output =
          new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return output.substring(output.lastIndexOf("SharedServers["));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean accepts(SharedServers servers) {
    String url = "jdbc:postgresql://127.0.0.1:%d/quittance".formatted(servers.postgresPort());
    try (Connection connection = DriverManager.getConnection(url, "quittance", "quittance")) {
      return connection.isValid(2);
    } catch (SQLException _) {
      return false;
    }
  }

  private static String url(Connection connection) throws SQLException {
    return connection.getMetaData().getURL().split("\\?")[0];
  }

  private static List<Byte> boxed(byte[] bytes) {
    var list = new ArrayList<Byte>();
    for (byte each : bytes) {
      list.add(each);
    }
    return list;
  }
}
