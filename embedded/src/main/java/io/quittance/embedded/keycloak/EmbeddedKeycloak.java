package io.quittance.embedded.keycloak;

import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.PidFile;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.embedded.process.Readiness;
import io.quittance.embedded.process.StartFailedException;
import io.quittance.embedded.token.Realm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A Keycloak server on loopback with the realm `quittance`. It is ready about 5 seconds after it
/// is started; the first start takes 11 seconds, or longer on a busy machine. Start it on a
/// separate thread, and let no decision wait for it.
///
/// The server keeps its data (users, keys, sessions) in its directory. It imports the realm into a
/// new directory. When the realm file has changed, it deletes that data and imports the realm
/// again, which is acceptable because the realm serves one machine. A start first stops any server
/// that a killed launcher left running on the same directory. This class starts Java directly,
/// because Keycloak's script would fork it.
public final class EmbeddedKeycloak implements AutoCloseable {
  private static final String MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final List<String> SHARED = List.of("bin", "conf", "lib", "providers", "themes");

  private final ChildProcess process;
  private final int port;

  private EmbeddedKeycloak(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /// How to start a server.
  ///
  /// @param data its data directory
  /// @param port of its HTTP listener, or 0 to use a free one
  /// @param managementPort of its health checks, or 0 to use a free one
  /// @param logFile receives the server's output
  /// @param realm imported at the first start, and again when it has changed
  /// @param patience how long the start may go without progress
  public record Settings(
      Path data, int port, int managementPort, Path logFile, Realm realm, Patience patience) {
    /// Returns settings with the development realm, any free management port, the log beside the
    /// data, and the patience set in the environment.
    public static Settings of(Path data, int port) {
      return new Settings(
          data,
          port,
          0,
          data.resolveSibling(data.getFileName() + ".log"),
          Realm.load(),
          Patience.ofEnvironment());
    }

    public Settings withLogFile(Path file) {
      return new Settings(data, port, managementPort, file, realm, patience);
    }

    public Settings withRealm(Realm chosen) {
      return new Settings(data, port, managementPort, logFile, chosen, patience);
    }

    public Settings withPatience(Patience chosen) {
      return new Settings(data, port, managementPort, logFile, realm, chosen);
    }
  }

  /// Starts the server and returns once it serves the realm's discovery document.
  ///
  /// @throws io.quittance.embedded.process.PortTakenException when another process uses a port
  /// @throws StartFailedException when the server ends or stalls before it serves the realm, or
  ///   when this thread is interrupted
  public static EmbeddedKeycloak start(KeycloakInstallation installation, Settings settings) {
    Path data = settings.data().toAbsolutePath();
    var pidFile = new PidFile(data.resolve("quittance-keycloak.pid"), MAIN);
    ChildProcess.stopLeftover(pidFile, STOP);
    int port = Ports.claim(settings.port(), "Keycloak");
    int managementPort = Ports.claim(settings.managementPort(), "Keycloak's health checks");
    try {
      prepare(installation, data, settings.realm());
    } catch (IOException e) {
      throw new StartFailedException(
          "Keycloak's directory %s cannot be prepared: %s".formatted(data, e.getMessage()), e);
    }
    List<String> command = command(data, port, managementPort);
    var spec = new ProcessSpec("Keycloak", command, Map.of(), data, settings.logFile(), pidFile);
    var keycloak = new EmbeddedKeycloak(ChildProcess.start(spec), port);
    try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      keycloak.process.awaitReady(settings.patience(), () -> keycloak.readiness(client));
    }
    return keycloak;
  }

  public int port() {
    return port;
  }

  /// Returns the value of `quarkus.oidc.auth-server-url` and of the claim `iss`.
  public String url() {
    return url(port);
  }

  /// Returns the same value before the server has started.
  public static String url(int port) {
    return "http://localhost:%d/realms/%s".formatted(port, Realm.NAME);
  }

  public ChildProcess process() {
    return process;
  }

  /// Stops the server cleanly; kills it after 20 seconds.
  public void stop() {
    process.stop(STOP);
  }

  /// Kills the server at once, as a crash would.
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    stop();
  }

  /// Prepares the server's home, which is the data directory with links to the programs of the
  /// installation.
  private static void prepare(KeycloakInstallation installation, Path data, Realm realm)
      throws IOException {
    Files.createDirectories(data);
    for (String name : SHARED) {
      Path link = data.resolve(name);
      if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(link);
      }
      Files.createSymbolicLink(link, installation.home().resolve(name));
    }
    Path imported = data.resolve("data/import/quittance-realm.json");
    String json = realm.json();
    if (!Files.exists(imported) || !Files.readString(imported).equals(json)) {
      KeycloakInstallation.delete(data.resolve("data"));
      Files.createDirectories(imported.getParent());
      Files.writeString(imported, json);
    }
  }

  private static List<String> command(Path home, int port, int managementPort) {
    return List.of(
        ProcessSpec.javaBinary().toString(),
        "-Xms64m",
        "-Xmx384m",
        "-XX:MaxMetaspaceSize=256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "--add-opens=java.base/java.security=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "-Duser.language=en",
        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
        "-Dkc.home.dir=" + home,
        "-Djboss.server.config.dir=" + home.resolve("conf"),
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
        "-Dpicocli.disable.closures=true",
        "-Dquarkus-log-max-startup-records=10000",
        "-cp",
        home.resolve("lib/quarkus-run.jar").toString(),
        MAIN,
        "start",
        "--optimized",
        "--cache=local",
        "--http-enabled=true",
        "--http-host=127.0.0.1",
        "--http-port=" + port,
        "--http-management-port=" + managementPort,
        "--hostname=http://localhost:" + port,
        "--import-realm");
  }

  private Readiness readiness(HttpClient client) {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/realms/%s/.well-known/openid-configuration"
                        .formatted(port, Realm.NAME)))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200
          ? Readiness.READY
          : Readiness.waiting("the realm is not served yet (status %d)".formatted(status));
    } catch (HttpConnectTimeoutException | ConnectException _) {
      return Readiness.waiting("port %d is closed".formatted(port));
    } catch (IOException _) {
      return Readiness.waiting("port %d is open but Keycloak does not answer".formatted(port));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Readiness.waiting("interrupted");
    }
  }
}
