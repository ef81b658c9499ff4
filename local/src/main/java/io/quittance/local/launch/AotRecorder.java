package io.quittance.local.launch;

import io.quittance.embedded.kafka.EmbeddedKafka;
import io.quittance.embedded.postgres.EmbeddedPostgres;
import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.embedded.process.StartFailedException;
import io.quittance.embedded.token.LocalIssuer;
import io.quittance.embedded.token.Realm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Records the AOT caches of the services: starts them on a platform of its own, with an empty data
/// directory and free ports, and stops them again. The JVM of a service assembles its cache as it
/// ends.
///
/// A cache appears under its name when it is complete. Recordings of several processes follow one
/// another. Ending this JVM ends what it started.
public final class AotRecorder {

  private static final int FIRST_OFFSET = 3_000;

  /// Assembling takes seconds; it may take minutes on a busy machine.
  private static final Duration ASSEMBLY = Duration.ofMinutes(10);

  private final Path home;
  private final Patience patience;
  private final Consumer<String> tell;

  /// @param home directory of the project, with the built services
  /// @param patience how long a starting part may make no progress
  /// @param tell takes a line for each step
  public AotRecorder(Path home, Patience patience, Consumer<String> tell) {
    this.home = home;
    this.patience = patience;
    this.tell = tell;
  }

  /// Records the caches that are absent. Caches of earlier builds are deleted.
  ///
  /// @return how many were recorded; 0 if all were there
  /// @throws StartFailedException when a part does not start or a JVM writes no cache
  public int record() throws IOException {
    Path caches = new Layout(home, home).aotCaches();
    Files.createDirectories(caches);
    try (var channel =
            FileChannel.open(
                caches.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      Path data = Files.createTempDirectory("quittance-aot");
      try {
        Layout layout = new Layout(home, data);
        List<Part> absent = absent();
        if (!absent.isEmpty()) {
          record(layout, absent);
        }
        return absent.size();
      } finally {
        delete(data);
      }
    }
  }

  /// Returns the services that have no cache of this build, JDK and JVM options.
  public List<Part> absent() {
    ServiceSettings settings = settings(new Layout(home, home), new PortMap(0));
    return Part.programs().filter(service -> !settings.aotCache(service).isRecorded()).toList();
  }

  private static ServiceSettings settings(Layout layout, PortMap ports) {
    // There is no champion to wait for.
    return new ServiceSettings(layout, ports, Map.of("quittance.model.wait-at-most", "0s"));
  }

  private void record(Layout layout, List<Part> services) throws IOException {
    PortMap ports = new PortMap(FIRST_OFFSET).nextFree().orElseThrow();
    RunningParts running = new RunningParts();
    Thread end = new Thread(running::stop, "aot-recording-ends");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      tell.accept("starting Kafka and PostgreSQL");
      startServers(layout, ports, running);
      tell.accept("starting " + String.join(", ", services.stream().map(Part::title).toList()));
      List<Recording> recordings = new ArrayList<>();
      try (Health health = new Health(ports)) {
        for (Part service : services) {
          recordings.add(Recording.start(service, settings(layout, ports), running));
        }
        recordings.forEach(r -> r.process.awaitReady(patience, () -> health.look(r.service)));
      }
      // One at a time: each takes a processor and some hundred megabytes.
      for (Recording recording : recordings) {
        tell.accept("assembling the cache of " + recording.service.title());
        recording.finish(layout.aotCaches(), patience.scaled(ASSEMBLY));
      }
    } finally {
      running.stop();
      removeUnlessEnding(end);
    }
  }

  private void startServers(Layout layout, PortMap ports, RunningParts running) throws IOException {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            EmbeddedPostgres.Settings.of(layout.data(Part.POSTGRES), ports.port(Part.POSTGRES))
                .withDurability(EmbeddedPostgres.Durability.NONE)
                .withPatience(patience));
    running.add(postgres);
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            EmbeddedKafka.Settings.of(layout.data(Part.KAFKA), ports.port(Part.KAFKA))
                .withPatience(patience));
    running.add(kafka);
    kafka.createTopics(PlatformTopics.ALL);
    running.add(
        LocalIssuer.start(ports.port(Part.IDENTITY), Realm.load(), layout.data().resolve("key")));
  }

  private static void removeUnlessEnding(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // This JVM is ending, and the hook runs.
      return;
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// A service that records while it runs.
  private record Recording(Part service, AotCache cache, Path output, ChildProcess process) {

    static Recording start(Part service, ServiceSettings settings, RunningParts running) {
      AotCache cache = settings.aotCache(service);
      Path output = settings.layout().data().resolve(service.key() + ".aot");
      ProcessSpec spec = settings.process(service, List.of("-XX:AOTCacheOutput=" + output));
      ChildProcess process = ChildProcess.start(spec);
      running.add(process::kill);
      return new Recording(service, cache, output, process);
    }

    void finish(Path caches, Duration patience) throws IOException {
      process.stop(patience);
      if (!Files.exists(output)) {
        throw new StartFailedException(
            StartFailedException.Kind.ENDED,
            "The JVM of %s wrote no AOT cache".formatted(service.title()),
            process.logExcerpt());
      }
      // The temporary directory may lie on another file system.
      Path complete =
          Files.copy(
              output,
              caches.resolve(output.getFileName() + ".tmp"),
              StandardCopyOption.REPLACE_EXISTING);
      deleteEarlier(caches);
      Files.move(complete, cache.file(), StandardCopyOption.ATOMIC_MOVE);
      Files.delete(output);
    }

    private void deleteEarlier(Path caches) throws IOException {
      try (Stream<Path> files =
          Files.list(caches)
              .filter(f -> f.getFileName().toString().matches(service.key() + "-\\w+\\.aot"))) {
        for (Path earlier : files.toList()) {
          Files.delete(earlier);
        }
      }
    }
  }
}
