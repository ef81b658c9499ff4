package io.quittance.retraining.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.RetrainingRequested;
import io.quittance.core.event.Topics;
import io.quittance.laboratory.ParquetFiles;
import io.quittance.laboratory.SyntheticRows;
import io.quittance.retraining.FakePeers;
import io.quittance.testkit.Outages;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training that is requested or under way while something is away is done once it is back.
@QuarkusTest
@QuarkusTestResource(
    value = QuittanceTestResource.class,
    initArgs = @ResourceArg(name = "own-broker", value = "true"),
    restrictToAnnotatedClass = true)
@QuarkusTestResource(
    value = PeersTestResource.class,
    initArgs = @ResourceArg(name = "max-attempts", value = "1000"),
    restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected by the resources
final class OutageIT {

  private static final Duration WAIT = Duration.ofMinutes(2);
  private static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");

  QuittanceTestResource platform;
  FakePeers peers;

  @TempDir private Path directory;

  @BeforeEach
  void aDataSet() throws IOException {
    Path file = directory.resolve("rows.parquet");
    ParquetFiles.write(SyntheticRows.of(5_000, 8, 81), file);
    peers.reset(Files.readAllBytes(file));
  }

  private record Stored(String state, int attempts, int crashes) {}

  @Test
  void anOutageOfTheDatabaseWhileTheDataSetIsBuiltFailsNothing() {
    peers.building(true);
    UUID request = request();
    await().atMost(WAIT).until(() -> peers.datasetsAsked() > 0);

    new Outages(platform).ofDatabase(() -> peers.building(false));

    assertEquals(new Stored("DONE", 0, 0), ended(request));
    assertEquals(1, peers.datasetsAsked());
  }

  @Test
  void anOutageOfTheDatabaseDuringTheTrainingFailsNothing() {
    UUID request = request();
    await().atMost(WAIT).until(() -> stored(request).state().equals("TRAINING"));

    new Outages(platform).ofDatabase(() -> {});

    assertEquals(new Stored("DONE", 0, 0), ended(request));
    assertEquals(1, peers.registrations().size());
  }

  @Test
  void aRequestOfTheTimeWhenTheDatabaseWasAwayIsDone() {
    UUID request = UUID.randomUUID();

    new Outages(platform)
        .ofDatabase(
            () -> {
              sendBad();
              send(request);
              platform.topics().flush();
            });

    assertEquals(new Stored("DONE", 0, 0), ended(request));
    awaitDeadLetter();
  }

  @Test
  void aRequestOfTheTimeWhenTheBrokerWasAwayIsDone() {
    UUID before = request();
    await().atMost(WAIT).until(() -> !stored(before).state().isEmpty());
    UUID request = UUID.randomUUID();

    new Outages(platform)
        .ofBroker(
            () -> {
              sendBad();
              send(request);
            });

    platform.topics().flush();
    assertEquals(new Stored("DONE", 0, 0), ended(request));
    awaitDeadLetter();
  }

  @Test
  void servicesThatAreAwayAreAskedUntilTheyAnswer() {
    peers.away(true);
    UUID request = request();
    await().atMost(WAIT).until(() -> stored(request).attempts() >= 3);

    peers.away(false);

    Stored ended = ended(request);
    assertEquals("DONE", ended.state());
    assertEquals(0, ended.crashes());
    assertTrue(ended.attempts() >= 3);
  }

  private UUID request() {
    UUID request = UUID.randomUUID();
    send(request);
    platform.topics().flush();
    return request;
  }

  private void send(UUID request) {
    RetrainingRequested requested =
        new RetrainingRequested(
            request,
            "default",
            "payment-30d",
            RetrainingRequested.Cause.COLD_START,
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-05-01T00:00:00Z"),
            2_000,
            List.of("enough labels are mature"),
            AT);
    send(request.toString(), EventCodec.write(requested));
  }

  private void sendBad() {
    send(UUID.randomUUID().toString(), "{".getBytes(StandardCharsets.UTF_8));
  }

  private void send(String id, byte[] value) {
    platform
        .topics()
        .sendLater(
            Topics.RETRAINING_REQUESTS,
            "default/payment-30d",
            TestTopics.cloudEvent(id, "/quittance/feedback", EventTypes.RETRAINING_REQUESTED, AT),
            value);
  }

  private void awaitDeadLetter() {
    await()
        .atMost(WAIT)
        .ignoreExceptions()
        .until(
            () ->
                !platform
                    .topics()
                    .records(Topics.deadLetter(Topics.RETRAINING_REQUESTS))
                    .isEmpty());
  }

  private Stored ended(UUID job) {
    await()
        .atMost(WAIT)
        .ignoreExceptions()
        .until(() -> List.of("DONE", "REJECTED", "FAILED").contains(stored(job).state()));
    return stored(job);
  }

  private Stored stored(UUID job) {
    try (Connection connection = platform.jdbc();
        PreparedStatement query =
            connection.prepareStatement(
                "select state, attempts, crashes from retraining.job where id = ?")) {
      query.setObject(1, job);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new Stored(row.getString(1), row.getInt(2), row.getInt(3))
            : new Stored("", 0, 0);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
