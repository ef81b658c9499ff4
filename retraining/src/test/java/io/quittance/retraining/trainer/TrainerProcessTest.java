package io.quittance.retraining.trainer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.ParquetFiles;
import io.quittance.laboratory.SyntheticRows;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.retraining.candidate.BuildCandidate;
import io.quittance.retraining.candidate.DecisionWeeks;
import io.quittance.retraining.candidate.ParquetRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainerProcessTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long MINUTE = 60;

  private final RecordingListener listener = new RecordingListener();
  @TempDir private Path directory;

  private TrainerProcess.Result run(TrainerCommand command, String model, Duration silence) {
    return new TrainerProcess(command, silence)
        .run(new Orders(directory).order(model, MINUTE), directory, listener);
  }

  @ParameterizedTest
  @CsvSource({
    "segfault, 64m, (a fault in native code), Problematic frame",
    "error, 64m, exit code 70 (an error of the JVM), StackOverflowError",
    "memory, 16m, exit code 3 (the heap was full: raise quittance.trainer.heap, OutOfMemoryError"
  })
  void aProcessThatEndsIsAFailureWithItsLastWords(
      String fault, String heap, String meaning, String lastLine) {
    var crashed =
        assertThrows(
            TrainerCrashedException.class, () -> run(Orders.evil(heap), fault, LONG), fault);

    String message = String.valueOf(crashed.getMessage());
    assertTrue(message.contains(meaning), message);
    assertTrue(message.contains(lastLine), message);
  }

  @Test
  void aProcessWithoutASignOfLifeIsKilled() throws IOException {
    var silent =
        assertThrows(
            TrainerCrashedException.class,
            () -> run(Orders.evil("64m"), "silence", Duration.ofSeconds(5)));

    assertTrue(String.valueOf(silent.getMessage()).contains("no sign of life for 5 s"));
    assertFalse(isAlive(trainer()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-KILL", "-STOP"})
  void aProcessEndsWithItsParentOrWhenItsParentIsFrozen(String signal)
      throws IOException, InterruptedException {
    Process parent =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LoneParent.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("parent.log").toFile())
            .start();
    try {
      await().atMost(PATIENCE).until(() -> isAlive(trainer()));
      long trainer = trainer();

      new ProcessBuilder("kill", signal, Long.toString(parent.pid())).start().waitFor();

      await().atMost(PATIENCE).until(() -> !isAlive(trainer));
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  @Test
  void aListenerEndsTheProcess() throws IOException {
    TrainerListener stopping =
        new TrainerListener() {
          @Override
          public void check() {
            if (Files.exists(directory.resolve("bundle.new"))) {
              throw new CancellationException("enough");
            }
          }

          @Override
          public void read(int rows, int positives) {}

          @Override
          public void enter(BuildCandidate.Stage stage, String detail) {}

          @Override
          public void progress(int percent, String message) {}

          @Override
          public Optional<io.quittance.retraining.candidate.FindChampion.Serving> champion() {
            return Optional.empty();
          }
        };
    TrainerProcess process = new TrainerProcess(Orders.evil("64m"), LONG);
    TrainerOrder order = new Orders(directory).order("silence", MINUTE);

    assertThrows(CancellationException.class, () -> process.run(order, directory, stopping));

    assertFalse(isAlive(trainer()));
  }

  @Test
  void whatTheWorkThrowsArrivesAsWhatItIs() {
    var refused =
        assertThrows(BadDataException.class, () -> run(Orders.evil("64m"), "bad data", LONG));

    assertEquals("a column is missing", refused.getMessage());
  }

  @Test
  void whatNativeLibrariesPrintDisturbsNoMessage() {
    TrainerProcess.Result result = run(Orders.evil("64m"), "chatter", LONG);

    assertEquals(List.of("50 half"), listener.heard);
    assertEquals(new TrainerProcess.Result(Optional.empty(), 7, Map.of("auc", 0.5)), result);
  }

  @Test
  void theProcessBuildsTheBytesThatThisOneBuilds() throws IOException {
    TrainerOrder order = new Orders(directory).order("payment-30d", MINUTE);
    ParquetFiles.write(SyntheticRows.of(5_000, 8, 71), order.dataset());
    var here =
        new BuildCandidate(Orders.settings(), Orders.VERSION)
            .run(
                order.order(),
                ParquetRows.read(order.dataset()),
                DecisionWeeks.NONE,
                Optional::empty,
                Optional.empty(),
                new BuildCandidate.Stages() {
                  @Override
                  public void enter(BuildCandidate.Stage stage, String detail) {}

                  @Override
                  public void progress(int percent, String message) {}
                });

    TrainerProcess.Result result =
        new TrainerProcess(TrainerCommand.of("512m"), LONG).run(order, directory, listener);

    assertArrayEquals(here.bundle(), Files.readAllBytes(order.bundle()));
    assertArrayEquals(here.evidence(), Files.readAllBytes(order.evidence()));
    assertEquals(here.metrics(), result.metrics());
    assertEquals(5_000, result.rows());
    assertTrue(
        listener.heard.containsAll(List.of("5000 rows", "TRAINING", "EVALUATING", "EXPORTING")),
        listener.heard.toString());
  }

  /// Returns the pid that a silent trainer wrote, 0 before.
  private long trainer() throws IOException {
    Path file = directory.resolve("bundle.new");
    String pid = Files.exists(file) ? Files.readString(file) : "";
    return pid.isEmpty() ? 0 : Long.parseLong(pid);
  }

  /// Returns whether a process runs; one that nobody has asked for its exit code has no command.
  private static boolean isAlive(long pid) {
    return pid != 0
        && ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
  }
}
