package io.quittance.embedded.postgres;

import io.quittance.embedded.process.LogExcerpt;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.process.StartFailedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/// A PostgreSQL server on loopback, ready about 1 second after its start (2 when its binaries and
/// its data directory are made).
///
/// Its data is kept, and durable unless [Durability#NONE] is asked for. A server that a killed
/// launcher left behind on the same directory is stopped first. Works as root, where the server
/// itself runs in a user namespace. Binaries: Linux on x86-64 only.
public final class EmbeddedPostgres implements AutoCloseable {
  /// Role, password and database of the platform.
  public static final String NAME = "quittance";

  private static final String SUPERUSER = "postgres";
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Postmaster postmaster;
  private final Closeable server;
  private final int port;

  private EmbeddedPostgres(Postmaster postmaster, Closeable server, int port) {
    this.postmaster = postmaster;
    this.server = server;
    this.port = port;
  }

  /// What a commit promises.
  public enum Durability {
    /// `fsync` and `synchronous_commit` are on: a committed row survives a power cut.
    FULL,
    /// Both are off, for tests whose data is thrown away.
    NONE
  }

  /// How to start a server.
  ///
  /// @param data its directory, initialised when new
  /// @param binaries where the binaries are unpacked once; keep it, so that later starts are quick.
  ///   Must not hold the data directory.
  /// @param port of its listener, or 0 for a free one
  /// @param logFile receives the server's output
  /// @param maxConnections at least 100 in the platform: four services with their pools
  /// @param patience how long its start may stand still
  public record Settings(
      Path data,
      Path binaries,
      int port,
      Path logFile,
      Durability durability,
      int maxConnections,
      Patience patience) {

    /// Settings with full durability, 200 connections, the log beside the data, the binaries in the
    /// user's cache, and the patience of the environment.
    public static Settings of(Path data, int port) {
      return new Settings(
          data,
          defaultBinaries(),
          port,
          data.resolveSibling(data.getFileName() + ".log"),
          Durability.FULL,
          200,
          Patience.ofEnvironment());
    }

    public Settings withLogFile(Path file) {
      return new Settings(data, binaries, port, file, durability, maxConnections, patience);
    }

    public Settings withDurability(Durability chosen) {
      return new Settings(data, binaries, port, logFile, chosen, maxConnections, patience);
    }

    public Settings withMaxConnections(int connections) {
      return new Settings(data, binaries, port, logFile, durability, connections, patience);
    }

    public Settings withPatience(Patience chosen) {
      return new Settings(data, binaries, port, logFile, durability, maxConnections, chosen);
    }

    private static Path defaultBinaries() {
      return Path.of(System.getProperty("user.home"), ".cache", "quittance", "postgres");
    }
  }

  /// Starts the server, makes the role and the database `quittance` when they are missing, and
  /// returns when it answers.
  ///
  /// @throws io.quittance.embedded.process.PortTakenException when another process has the port
  /// @throws StartFailedException when there are no binaries for this machine, it ends or stands
  ///   still before it answers, or this thread is interrupted
  public static EmbeddedPostgres start(Settings settings) {
    requireSupported(System.getProperty("os.name"), System.getProperty("os.arch"));
    var postmaster = new Postmaster(settings.data().toAbsolutePath());
    postmaster.stop(STOP);
    int port = Ports.claim(settings.port(), "PostgreSQL");
    var postgres = new EmbeddedPostgres(postmaster, launch(postmaster, settings, port), port);
    try {
      postgres.createDatabase(NAME);
    } catch (SQLException e) {
      postgres.stop();
      throw new StartFailedException(
          "PostgreSQL cannot create the database %s: %s".formatted(NAME, e.getMessage()),
          LogExcerpt.of(settings.logFile(), 0),
          e);
    }
    return postgres;
  }

  public int port() {
    return port;
  }

  /// For JDBC, of the database `quittance`.
  public String jdbcUrl() {
    return jdbcUrl(NAME);
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /// For Vert.x's reactive client, of the database `quittance`.
  public String reactiveUrl() {
    return reactiveUrl(NAME);
  }

  public String reactiveUrl(String database) {
    return "postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  public String username() {
    return NAME;
  }

  public String password() {
    return NAME;
  }

  /// A connection of the platform's role to its database; the caller closes it.
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), NAME, NAME);
  }

  /// Makes a database that the role `quittance` owns, and that role, where they are missing.
  ///
  /// @param database letters, digits and underscores
  public void createDatabase(String database) throws SQLException {
    createDatabase(port, database);
  }

  /// The same on the server of another process on this machine.
  public static void createDatabase(int port, String database) throws SQLException {
    if (!database.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("Not a plain database name: " + database);
    }
    String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    try (Connection connection = DriverManager.getConnection(url, SUPERUSER, SUPERUSER);
        Statement statement = connection.createStatement()) {
      if (isAbsent(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + NAME + "'")) {
        statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + NAME + "'");
      }
      if (isAbsent(statement, "SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
        statement.execute("CREATE DATABASE " + database + " OWNER " + NAME);
      }
    }
  }

  public boolean isAlive() {
    return postmaster.running().isPresent();
  }

  /// The server's process, while it runs.
  public long pid() {
    return postmaster
        .running()
        .map(ProcessHandle::pid)
        .orElseThrow(() -> new IllegalStateException("PostgreSQL is not running"));
  }

  /// Completes on another thread when the server has ended.
  public CompletableFuture<?> onExit() {
    return postmaster
        .running()
        .map(ProcessHandle::onExit)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /// Ends the sessions and stops the server cleanly; kills it after 20 seconds.
  public void stop() {
    release();
    postmaster.stop(STOP);
  }

  /// Ends the server at once, as a crash would.
  public void kill() {
    postmaster.kill();
    release();
  }

  @Override
  public void close() {
    stop();
  }

  /// Stops the server of a data directory that an earlier launcher left behind.
  ///
  /// @return whether there was one
  public static boolean stopLeftover(Path data) {
    return new Postmaster(data.toAbsolutePath()).stop(STOP);
  }

  static void requireSupported(String system, String architecture) {
    boolean linux = system.toLowerCase(Locale.ROOT).contains("linux");
    if (!linux || !(architecture.equals("amd64") || architecture.equals("x86_64"))) {
      throw new StartFailedException(
          "The embedded PostgreSQL is built for Linux on x86-64; this is %s on %s: use a PostgreSQL of your own (deploy/compose runs one)"
              .formatted(system, architecture));
    }
  }

  /// Stops the server, when it runs, and gives up this JVM's lock on the data directory.
  private void release() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release the data directory of PostgreSQL", e);
    }
  }

  private static Closeable launch(Postmaster postmaster, Settings settings, int port) {
    try {
      Files.createDirectories(settings.data());
      Files.createDirectories(settings.binaries());
      Files.createDirectories(settings.logFile().toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new StartFailedException(
          "PostgreSQL's directories cannot be created: " + e.getMessage(), e);
    }
    return PostgresStart.run(
        postmaster, settings.patience(), settings.logFile(), () -> library(settings, port));
  }

  private static Closeable library(Settings settings, int port) throws IOException {
    String durable = settings.durability() == Durability.FULL ? "on" : "off";
    var log = ProcessBuilder.Redirect.appendTo(settings.logFile().toFile());
    return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(settings.binaries().toFile())
        .setDataDirectory(settings.data().toAbsolutePath())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(PostgresStart.LIBRARY_WAIT)
        .setPort(port)
        .setServerConfig("fsync", durable)
        .setServerConfig("synchronous_commit", durable)
        .setServerConfig("full_page_writes", durable)
        .setServerConfig("max_connections", Integer.toString(settings.maxConnections()))
        .setServerConfig("shared_buffers", "128MB")
        .setServerConfig("unix_socket_directories", "")
        .setOutputRedirector(log)
        .setErrorRedirector(log)
        .start();
  }

  private static boolean isAbsent(Statement statement, String query) throws SQLException {
    try (ResultSet found = statement.executeQuery(query)) {
      return !found.next();
    }
  }
}
