package io.quittance.retraining.trainer;

import io.quittance.retraining.candidate.FindChampion;
import io.quittance.retraining.trainer.TrainerMessage.Done;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Runs trainings, each in a process of its own. Whatever becomes of such a process, the service
/// learns it as an exception. Not thread-safe.
public final class TrainerProcess {

  private static final Logger LOG = Logger.getLogger(TrainerProcess.class);
  private static final int EXIT_SECONDS = 10;
  private static final String NATIVE = "a fault in native code";

  private final TrainerCommand command;
  private final Duration silence;

  /// @param silence how long a process may show no sign of life before it is killed
  public TrainerProcess(TrainerCommand command, Duration silence) {
    this.command = command;
    this.silence = silence;
  }

  /// The result of a training; bundle and evidence lie where the order says.
  ///
  /// @param comparedWith the champion's version, empty when there was none
  /// @param rows of the data set
  public record Result(Optional<Integer> comparedWith, long rows, Map<String, Double> metrics) {}

  /// Blocks until the training is done. The process has ended when this method returns or throws.
  ///
  /// @param directory of the job
  /// @throws TrainerCrashedException when the process ended without an answer or fell silent
  /// @throws CancellationException when the thread was interrupted or the listener says so
  /// @throws RuntimeException what the work in the process threw, or the listener
  public Result run(TrainerOrder order, Path directory, TrainerListener listener) {
    try (Running running = new Running(command.start(directory), directory)) {
      Done done = running.await(order, listener, silence.toSeconds());
      return new Result(Optional.ofNullable(done.comparedWith()), done.rows(), done.metrics());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted during a training");
    }
  }

  /// A message, or the end of the output.
  private record Heard(Optional<TrainerMessage> message) {}

  /// One process, and the threads that talk with it while the caller may be waiting for a database.
  private final class Running implements AutoCloseable {

    private final Process process;
    private final Path directory;
    private final LogTail tail = new LogTail();
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final Thread errors;
    private final Thread heart;

    private Running(Process process, Path directory) {
      this.process = process;
      this.directory = directory;
      this.errors = daemon("errors", () -> lines(process.getErrorStream(), this::log));
      var _ = daemon("output", this::listen);
      this.heart = Thread.ofVirtual().unstarted(this::beat);
    }

    private Done await(TrainerOrder order, TrainerListener listener, long patience)
        throws InterruptedException {
      write(Lines.write(order));
      heart.start();
      long silentSeconds = 0;
      while (true) {
        listener.check();
        Heard next = heard.poll(1, TimeUnit.SECONDS);
        if (next == null) {
          if (++silentSeconds > patience) {
            throw new TrainerCrashedException(
                "the trainer showed no sign of life for "
                    + patience
                    + " s and was killed"
                    + tail.words());
          }
          continue;
        }
        silentSeconds = 0;
        Optional<Done> done = handle(next, listener);
        if (done.isPresent()) {
          return done.get();
        }
      }
    }

    private Optional<Done> handle(Heard next, TrainerListener listener)
        throws InterruptedException {
      if (next.message().isEmpty()) {
        throw new TrainerCrashedException(ended());
      }
      switch (next.message().get()) {
        case TrainerMessage.Alive _ -> {}
        case TrainerMessage.Rows(int rows, int positives) -> listener.read(rows, positives);
        case TrainerMessage.Entered(var stage, String detail) -> listener.enter(stage, detail);
        case TrainerMessage.Progress(int percent, String message) ->
            listener.progress(percent, message);
        case TrainerMessage.ChampionWanted _ -> write(Lines.write(champion(listener.champion())));
        case TrainerMessage.Refused(Refusal refusal) -> throw refusal.exception();
        case Done done -> {
          return Optional.of(done);
        }
      }
      return Optional.empty();
    }

    private ChampionFile champion(Optional<FindChampion.Serving> found) {
      if (found.isEmpty()) {
        return new ChampionFile(0, null);
      }
      Path file = directory.resolve("champion.zip").toAbsolutePath();
      try {
        Files.write(file, found.get().bundle());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new ChampionFile(found.get().version(), file);
    }

    private String ended() throws InterruptedException {
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        return "the trainer closed its output without an answer and was killed" + tail.words();
      }
      errors.join(Duration.ofSeconds(1));
      int code = process.exitValue();
      return "the trainer ended with exit code " + code + " (" + meaning(code) + ")" + tail.words();
    }

    private String meaning(int code) {
      return switch (code) {
        case 3 ->
            "the heap was full: raise quittance.trainer.heap, now "
                + command.heap()
                + ", or lower quittance.training.max-rows";
        case TrainerSession.ERROR -> "an error of the JVM";
        case TrainerSession.NO_PARENT -> "it heard nothing of this process";
        case 137 -> "killed, perhaps because memory was short";
        case 134, 135, 136, 139 -> NATIVE;
        default -> Files.exists(TrainerCommand.report(directory)) ? NATIVE : "no answer";
      };
    }

    private void listen() {
      try {
        lines(process.getInputStream(), this::hear);
      } finally {
        heard.add(new Heard(Optional.empty()));
      }
    }

    private void hear(String line) {
      if (line.startsWith(Lines.MARK)) {
        String json = line.substring(Lines.MARK.length());
        heard.add(new Heard(Optional.of(Lines.read(json, TrainerMessage.class))));
      } else {
        log(line);
      }
    }

    private void log(String line) {
      tail.add(line);
      LOG.debugf("trainer: %s", line);
    }

    /// Shows the process that this one is alive, once a second.
    private void beat() {
      try {
        while (process.isAlive()) {
          write("");
          Thread.sleep(1_000);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /// Writes a line; a process that has ended is noticed by the end of its output.
    private synchronized void write(String line) {
      try {
        OutputStream out = process.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException e) {
        LOG.debugf("The trainer does not listen: %s", e.getMessage());
      }
    }

    private static void lines(InputStream stream, Consumer<String> each) {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          each.accept(line);
        }
      } catch (IOException e) {
        LOG.debugf("The output of the trainer ends: %s", e.getMessage());
      }
    }

    private static Thread daemon(String name, Runnable task) {
      return Thread.ofPlatform().name("trainer-" + name).daemon().start(task);
    }

    @Override
    public void close() throws InterruptedException {
      heart.interrupt();
      process.destroyForcibly().waitFor(EXIT_SECONDS, TimeUnit.SECONDS);
    }
  }
}
