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

/// One Kafka and one PostgreSQL for a whole Maven run, shared by all its modules and forks.
///
/// The first caller starts a JVM that holds both servers and ends with the Maven process (in an
/// IDE, with the test's JVM); later callers join it. Each caller uses its own databases and topic
/// prefixes. Durability is off, because no data outlives the run.
///
/// @param bootstrapServers bootstrap servers of Kafka
/// @param postgresPort port of PostgreSQL on the loopback interface
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

  /// An empty database that belongs to one caller.
  public record Database(
      String name, String jdbcUrl, String reactiveUrl, String username, String password) {}

  /// Joins the servers of this run, or starts them, which takes about 5 seconds.
  public static SharedServers get() {
    return of(watched());
  }

  /// Joins or starts the servers that end with a process.
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
      throw new UncheckedIOException("Cannot start the servers for the tests in " + directory, e);
    }
  }

  /// Creates a database that no other caller uses.
  ///
  /// @param prefix lower-case letters, digits and underscores
  public Database newDatabase(String prefix) {
    String name = prefix + "_" + unique();
    try {
      EmbeddedPostgres.createDatabase(postgresPort, name);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot create the database " + name, e);
    }
    String address = "postgresql://127.0.0.1:%d/%s".formatted(postgresPort, name);
    return new Database(
        name, "jdbc:" + address, address, EmbeddedPostgres.NAME, EmbeddedPostgres.NAME);
  }

  /// Returns a prefix for topic names that no other caller uses, such as `t1a2b3c4d-`.
  public String topicPrefix() {
    return "t" + unique() + "-";
  }

  /// Returns the directory in which the servers of a process keep their data, log and addresses.
  static Path directory(ProcessHandle watched) {
    long start = watched.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "quittance-test-servers-" + System.getProperty("user.name"),
        watched.pid() + "-" + start);
  }

  /// Writes the addresses atomically: a reader sees the whole file or none.
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

  /// Returns the nearest Maven process above this JVM, or this JVM.
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
