package io.quittance.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class StartWatchTest {
  @TempDir Path directory;

  /// The program ends after the probe has seen it run, before the watch asks how it ended.
  @Test
  void aProgramMayEndBetweenTheProbeAndTheQuestionHowItEnded() {
    var ended = new AtomicBoolean();
    Supplier<Readiness> probe =
        () -> ended.getAndSet(true) ? Readiness.READY : Readiness.waiting("running");

    watch().await(probe, () -> end(ended.get()));

    assertTrue(ended.get());
  }

  @Test
  void aServerThatEndsBeforeItIsReadyFails() {
    var asked = new AtomicBoolean();

    StartFailedException failure =
        assertThrows(
            StartFailedException.class,
            () ->
                watch()
                    .await(() -> Readiness.waiting("starting"), () -> end(asked.getAndSet(true))));

    assertEquals(StartFailedException.Kind.ENDED, failure.kind());
  }

  private StartWatch watch() {
    return new StartWatch(
        "A program", new Patience(1), Stream::empty, directory.resolve("program.log"), 0);
  }

  private static Optional<StartWatch.End> end(boolean ended) {
    return ended ? Optional.of(StartWatch.End.of(0)) : Optional.empty();
  }
}
