package io.quittance.retraining.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

final class WorkerHealthTest {

  private final WorkerHealth health = new WorkerHealth();

  private void assertAnswer(Status status, Optional<Map<String, Object>> data) {
    HealthCheckResponse answer = health.call();
    assertEquals("training worker", answer.getName());
    assertEquals(status, answer.getStatus());
    assertEquals(data, answer.getData());
  }

  @Test
  void aProcessThatRunsNoJobsIsReady() {
    assertAnswer(Status.UP, Optional.empty());
  }

  @Test
  void aLookForJobsThatFailedSaysWhyUntilOneSucceeds() {
    health.failed(new IllegalStateException("the database is away"));
    assertAnswer(
        Status.DOWN,
        Optional.of(
            Map.of(
                "reason",
                "jobs cannot be run: java.lang.IllegalStateException: the database is away")));

    health.works();

    assertAnswer(Status.UP, Optional.empty());
  }

  @Test
  void theLastFailureIsTheOneThatCounts() {
    health.failed(new IllegalStateException("the database is away"));

    health.failed(new OutOfMemoryError("Java heap space"));

    assertAnswer(
        Status.DOWN,
        Optional.of(
            Map.of("reason", "jobs cannot be run: java.lang.OutOfMemoryError: Java heap space")));
  }

  @Test
  void aWorkerThatEndedCannotBeReadyAgain() {
    health.works();

    health.ended();
    health.works();

    assertAnswer(
        Status.DOWN, Optional.of(Map.of("reason", "the worker has ended; restart the process")));
  }
}
