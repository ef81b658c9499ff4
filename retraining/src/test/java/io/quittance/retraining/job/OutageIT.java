package io.quittance.retraining.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.RetrainingRequested.Cause;
import io.quittance.core.event.Topics;
import io.quittance.laboratory.ParquetFiles;
import io.quittance.laboratory.SyntheticRows;
import io.quittance.retraining.FakePeers;
import io.quittance.testkit.Outages;
import io.quittance.testkit.QuittanceTestResource;
import java.nio.file.Path;
import java.time.Duration;
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

  QuittanceTestResource platform;
  FakePeers peers;

  @TempDir private Path directory;

  private TrainingRequests requests() {
    return new TrainingRequests(platform);
  }

  @BeforeEach
  void aDataSet() {
    peers.reset(ParquetFiles.bytes(SyntheticRows.of(5_000, 8, 81), directory));
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
              requests().sendBad();
              requests().sendLater(request);
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
              requests().sendBad();
              requests().sendLater(request);
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
    requests().send(request, Cause.COLD_START);
    return request;
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
    String state = requests().column(job, "state");
    return state.isEmpty()
        ? new Stored("", 0, 0)
        : new Stored(
            state,
            Integer.parseInt(requests().column(job, "attempts")),
            Integer.parseInt(requests().column(job, "crashes")));
  }
}
