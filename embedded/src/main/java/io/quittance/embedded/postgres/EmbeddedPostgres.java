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

/// A PostgreSQL server on loopback, ready about 1 second after it is started (2 seconds when its
/// binaries and data directory must be created).
///
/// The server keeps its data, and its commits are durable unless [Durability#NONE] is requested. A
/// start first stops any server that a killed launcher left running on the same directory. This
/// class also works as root; the server then runs in a user namespace. The binaries are for Linux
/// on x86-64 only.
public final class EmbeddedPostgres implements AutoCloseable {
  /// The name of the platform's role and database, and the role's password.
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

  /// What a commit guarantees.
  public enum Durability {
    /// `fsync` and `synchronous_commit` are on: a committed row survives a power failure.
    FULL,
    /// Both are off, for tests that discard their data.
    NONE
  }

  /// How to start a server.
  ///
  /// @param data its data directory, initialised if new
  /// @param binaries the directory into which the binaries are unpacked once. Keep it, so that
  ///   later starts are fast. It must not contain the data directory.
  /// @param port of its listener, or 0 to use a free one
  /// @param logFile receives the server's output
  /// @param maxConnections at least 100 in the platform, for the connection pools of four services
  /// @param patience how long the start may go without progress
  public record Settings(
      Path data,
      Path binaries,
      int port,
      Path logFile,
      Durability durability,
      int maxConnections,
      Patience patience) {

    /// Returns settings with full durability, 200 connections, the log beside the data, the
    /// binaries in the user's cache, and the patience set in the environment.
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

  /// Starts the server, creates the role and the database `quittance` if missing, and returns once
  /// the server accepts connections.
  ///
  /// @throws io.quittance.embedded.process.PortTakenException when another process uses the port
  /// @throws StartFailedException when there are no binaries for this machine, when the server ends
  ///   or stalls before it accepts connections, or when this thread is interrupted
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

  /// Returns the JDBC URL of the database `quittance`.
  public String jdbcUrl() {
    return jdbcUrl(NAME);
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /// Returns the URL of the database `quittance` for Vert.x's reactive client.
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

  /// Opens a connection to the platform's database with the platform's role. The caller closes it.
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), NAME, NAME);
  }

  /// Creates a database owned by the role `quittance`, and the role itself, if they are missing.
  ///
  /// @param database letters, digits and underscores
  public void createDatabase(String database) throws SQLException {
    createDatabase(port, database);
  }

  /// Does the same on the server of another process on this machine.
  public static void createDatabase(int port, String database) throws SQLException {
    if (!database.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("Invalid database name: " + database);
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

  /// Returns the process id of the running server.
  public long pid() {
    return postmaster
        .running()
        .map(ProcessHandle::pid)
        .orElseThrow(() -> new IllegalStateException("PostgreSQL is not running"));
  }

  /// Completes on another thread once the server has ended.
  public CompletableFuture<?> onExit() {
    return postmaster
        .running()
        .map(ProcessHandle::onExit)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /// Closes all sessions and stops the server cleanly; kills it after 20 seconds.
  public void stop() {
    release();
    postmaster.stop(STOP);
  }

  /// Kills the server at once, as a crash would.
  public void kill() {
    postmaster.kill();
    release();
  }

  @Override
  public void close() {
    stop();
  }

  /// Stops the server that an earlier launcher left running on a data directory.
  ///
  /// @return whether a server was running
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

  /// Stops the server if it is running, and releases this JVM's lock on the data directory.
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
        // Costs next to nothing until a superuser creates the extension and asks it.
        .setServerConfig("shared_preload_libraries", "pg_stat_statements")
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
