package io.quittance.e2e.bench.service;

import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.PidFile;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.process.ProcessSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The peer of requests for decisions: what a team would write in an afternoon, an XGBoost model of
/// the same size with its exact contributions behind FastAPI, two workers. It stores nothing, knows
/// no account and no rule.
final class FastApiPeer implements AutoCloseable {

  private static final String SCRIPT = "fastapi_peer.py";
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ChildProcess process;
  private final int port;

  private FastApiPeer(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Returns why it cannot run; empty when it can.
  ///
  /// @param python command
  static Optional<String> obstacle(String python) {
    try {
      Process check =
          new ProcessBuilder(python, "-c", "import fastapi, numpy, uvicorn, xgboost")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (check.waitFor(1, TimeUnit.MINUTES) && check.exitValue() == 0) {
        return Optional.empty();
      }
      check.destroyForcibly();
      return Optional.of(
          "%s lacks packages: pip install fastapi uvicorn numpy xgboost in a virtual environment, and name its interpreter with --python"
              .formatted(python));
    } catch (IOException e) {
      return Optional.of("%s cannot be started: %s".formatted(python, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Starts it and returns when it answers.
  static FastApiPeer start(String python, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path script = directory.resolve(SCRIPT);
    try (InputStream source = FastApiPeer.class.getResourceAsStream(SCRIPT)) {
      if (source == null) {
        throw new IOException(SCRIPT + " is missing");
      }
      Files.write(script, source.readAllBytes());
    }
    int port = Ports.free();
    ChildProcess process =
        ChildProcess.start(
            new ProcessSpec(
                "The FastAPI peer",
                List.of(
                    python,
                    "-m",
                    "uvicorn",
                    "--app-dir",
                    directory.toString(),
                    "--workers",
                    "2",
                    "--log-level",
                    "warning",
                    "--port",
                    Integer.toString(port),
                    "fastapi_peer:app"),
                Map.of("OMP_NUM_THREADS", "1"),
                null,
                directory.resolve("peer.log"),
                new PidFile(directory.resolve("peer.pid"), "fastapi_peer:app")));
    FastApiPeer peer = new FastApiPeer(process, port);
    try {
      peer.awaitAnswer();
      return peer;
    } catch (RuntimeException e) {
      peer.close();
      throw e;
    }
  }

  HttpConnection.Target target() {
    return new HttpConnection.Target(port, "/score", "");
  }

  /// The body of the request with a number: 25 features.
  static String body(int number) {
    StringBuilder features = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      features.append(i == 0 ? "" : ",").append((number * 31 + i * 17) % 1_000 / 500.0 - 1);
    }
    return "{\"accountId\":\"A%d\",\"features\":[%s]}".formatted(number % 1_000, features);
  }

  @Override
  public void close() {
    process.stop(GRACE);
  }

  private void awaitAnswer() {
    long end = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IllegalStateException("The FastAPI peer does not answer: see its peer.log");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private boolean answers() {
    try (HttpConnection connection = new HttpConnection(target())) {
      return connection.post(body(0)) == 200;
    } catch (IOException _) {
      return false;
    }
  }
}
