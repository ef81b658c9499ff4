package io.quittance.testkit;

import io.quittance.embedded.postgres.EmbeddedPostgres;
import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.CommandLine;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.PidFile;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.embedded.process.Readiness;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;

/// One Kafka and one PostgreSQL for a whole Maven run, however many modules and forks it has.
///
/// The first caller starts a JVM that holds both and dies with the Maven process (in an IDE: with
/// the test's own JVM); later callers join it. Callers are kept apart by databases and topic
/// prefixes of their own. Durability is off: nothing here outlives the run.
///
/// @param bootstrapServers of Kafka
/// @param postgresPort of PostgreSQL on loopback
public record SharedServers(String bootstrapServers, int postgresPort) {
  static final String ADDRESSES = "addresses.properties";

  private static final String MAVEN = "org.codehaus.plexus.classworlds.launcher.Launcher";
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dslf4j.internal.verbosity=ERROR",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// A database of its own, empty, owned by its user.
  public record Database(
      String name, String jdbcUrl, String reactiveUrl, String username, String password) {}

  /// The servers of this run: joins them, or starts them, which takes about 5 seconds.
  public static SharedServers get() {
    return of(watched());
  }

  /// The servers that die with a process.
  static SharedServers of(ProcessHandle watched) {
    Path directory = directory(watched);
    try {
      Files.createDirectories(directory.getParent());
      Path lockFile = directory.resolveSibling(directory.getFileName() + ".lock");
      lockFile.toFile().deleteOnExit();
      try (var channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        return joinOrStart(watched, directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("No servers for the tests in " + directory, e);
    }
  }

  /// Makes a database that no other caller has.
  ///
  /// @param prefix lower-case letters, digits and underscores
  public Database newDatabase(String prefix) {
    String name = prefix + "_" + unique();
    try {
      EmbeddedPostgres.createDatabase(postgresPort, name);
    } catch (SQLException e) {
      throw new IllegalStateException("No database " + name, e);
    }
    String address = "postgresql://127.0.0.1:%d/%s".formatted(postgresPort, name);
    return new Database(
        name, "jdbc:" + address, address, EmbeddedPostgres.NAME, EmbeddedPostgres.NAME);
  }

  /// A prefix for topic names that no other caller has: `t1a2b3c4d-`.
  public String topicPrefix() {
    return "t" + unique() + "-";
  }

  /// Where the servers of a process keep their data, log and addresses.
  static Path directory(ProcessHandle watched) {
    long start = watched.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "quittance-test-servers-" + System.getProperty("user.name"),
        watched.pid() + "-" + start);
  }

  /// Atomic: a reader sees the whole file or none.
  void writeTo(Path directory) throws IOException {
    var properties = new Properties();
    properties.setProperty("kafka", bootstrapServers);
    properties.setProperty("postgres", Integer.toString(postgresPort));
    Path written = directory.resolve(ADDRESSES + ".tmp");
    try (OutputStream out = Files.newOutputStream(written)) {
      properties.store(out, null);
    }
    Files.move(written, directory.resolve(ADDRESSES), StandardCopyOption.ATOMIC_MOVE);
  }

  private static SharedServers joinOrStart(ProcessHandle watched, Path directory)
      throws IOException {
    var pidFile = new PidFile(directory.resolve("servers.pid"), SharedServersMain.class.getName());
    Path addresses = directory.resolve(ADDRESSES);
    if (pidFile.running().isPresent() && Files.exists(addresses)) {
      return readFrom(addresses);
    }
    Files.deleteIfExists(addresses);
    ChildProcess servers =
        ChildProcess.start(
            ProcessSpec.javaMain(
                "the servers for the tests",
                SharedServersMain.class.getName(),
                System.getProperty("java.class.path"),
                JVM_OPTIONS,
                List.of(Long.toString(watched.pid()), directory.toString()),
                directory.resolve("servers.log"),
                pidFile.path()));
    servers.awaitReady(Patience.ofEnvironment(), () -> Readiness.of(Files.exists(addresses)));
    return readFrom(addresses);
  }

  private static SharedServers readFrom(Path addresses) throws IOException {
    var properties = new Properties();
    try (InputStream in = Files.newInputStream(addresses)) {
      properties.load(in);
    }
    return new SharedServers(
        properties.getProperty("kafka"), Integer.parseInt(properties.getProperty("postgres")));
  }

  /// The nearest Maven above this JVM, or this JVM itself.
  private static ProcessHandle watched() {
    ProcessHandle self = ProcessHandle.current();
    for (var ancestor = self.parent(); ancestor.isPresent(); ancestor = parent(ancestor.get())) {
      if (CommandLine.of(ancestor.get()).contains(MAVEN)) {
        return ancestor.get();
      }
    }
    return self;
  }

  private static java.util.Optional<ProcessHandle> parent(ProcessHandle process) {
    return process.parent();
  }

  private static String unique() {
    return UUID.randomUUID().toString().substring(0, 8).toLowerCase(Locale.ROOT);
  }
}
