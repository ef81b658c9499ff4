package io.quittance.e2e;

import io.quittance.e2e.faults.platform.FreePorts;
import io.quittance.embedded.keycloak.EmbeddedKeycloak;
import io.quittance.embedded.keycloak.KeycloakDistribution;
import io.quittance.embedded.keycloak.KeycloakInstallation;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.token.LocalIssuer;
import io.quittance.embedded.token.Realm;
import io.quittance.local.access.Tokens;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.Platform;
import io.quittance.local.launch.StartProgress;
import io.quittance.testkit.Directories;
import io.quittance.testkit.TestTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All four services and the console as `./quittance up` starts them, on free ports. The token
/// issuer starts only when a test requests it.
final class WholePlatform implements AutoCloseable {

  /// A client whose tokens expire after two seconds.
  static final String SHORT_LIVED_CLIENT = "demo-approver";

  private final Path directory;
  private final int issuerPort;
  private final Platform platform;
  private final LocalIssuer stranger;
  private final TestTopics topics;
  private @Nullable AutoCloseable issuer;
  private @Nullable Tokens tokens;

  private WholePlatform(Path directory, int issuerPort, Platform platform, LocalIssuer stranger) {
    this.directory = directory;
    this.issuerPort = issuerPort;
    this.platform = platform;
    this.stranger = stranger;
    this.topics = new TestTopics(platform.ports().bootstrapServers(), "", 12);
  }

  static WholePlatform start() {
    int issuerPort = Ports.free();
    String issuer = EmbeddedKeycloak.url(issuerPort);
    try {
      Path directory = Files.createTempDirectory("quittance-whole");
      Platform platform =
          Platform.start(
              new Platform.Settings(
                  "up",
                  new Layout(Project.services(), directory),
                  FreePorts.find(),
                  false,
                  Map.of(
                      "quarkus.oidc.auth-server-url", issuer,
                      "quarkus.oidc-client.auth-server-url", issuer,
                      // Nobody issues tokens yet, so the registry cannot be asked for a champion.
                      "quittance.model.wait-at-most", "5s")),
              new StartProgress(System.out, false));
      return new WholePlatform(directory, issuerPort, platform, LocalIssuer.start(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url(Part service) {
    return platform.ports().url(service);
  }

  String managementUrl(Part service) {
    return platform.ports().managementUrl(service);
  }

  String bootstrapServers() {
    return platform.ports().bootstrapServers();
  }

  TestTopics topics() {
    return topics;
  }

  Path directory() {
    return directory;
  }

  /// Returns an issuer whose key no service trusts.
  LocalIssuer stranger() {
    return stranger;
  }

  /// Returns Keycloak's archive if it has been downloaded.
  static Optional<KeycloakDistribution> keycloak() {
    return KeycloakDistribution.find(Project.root());
  }

  /// Starts the issuer unless it is running: Keycloak if its archive is present, otherwise the
  /// local issuer.
  synchronized Tokens issueTokens() {
    Tokens known = tokens;
    if (known != null) {
      return known;
    }
    Realm realm = Realm.load().withTokenLifespan(SHORT_LIVED_CLIENT, Duration.ofSeconds(2));
    try {
      issuer =
          keycloak().isPresent()
              ? startKeycloak(keycloak().orElseThrow(), realm)
              : LocalIssuer.start(issuerPort, realm, directory.resolve("issuer.key"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Tokens started = new Tokens(EmbeddedKeycloak.url(issuerPort));
    tokens = started;
    return started;
  }

  @Override
  public void close() throws Exception {
    if (tokens != null) {
      tokens.close();
    }
    topics.close();
    platform.close();
    if (issuer != null) {
      issuer.close();
    }
    stranger.close();
    Directories.delete(directory);
  }

  private EmbeddedKeycloak startKeycloak(KeycloakDistribution distribution, Realm realm) {
    Path installations = Path.of(System.getProperty("user.home"), ".cache/quittance/keycloak");
    return EmbeddedKeycloak.start(
        KeycloakInstallation.of(distribution, installations),
        EmbeddedKeycloak.Settings.of(directory.resolve("keycloak"), issuerPort).withRealm(realm));
  }
}
