package io.quittance.console;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.token.LocalIssuer;
import io.quittance.embedded.token.Realm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The real token issuer, and servers in the place of the services, for a console under test.
public final class ConsoleTestResource implements QuarkusTestResourceLifecycleManager {

  /// The services, one server each.
  public enum Remote {
    SCORING,
    FEEDBACK,
    RETRAINING,
    REGISTRY
  }

  private final Map<Remote, FakeServices> services = new EnumMap<>(Remote.class);
  private @Nullable LocalIssuer issuer;
  private @Nullable Path key;
  private String origin = "";

  @Override
  public Map<String, String> start() {
    int port = Ports.free();
    origin = "http://localhost:" + port;
    try {
      key = Files.createTempDirectory("console-issuer").resolve("issuer.key");
      issuer = LocalIssuer.start(0, Realm.load().withConsole(origin), key);
      Map<String, String> settings = new HashMap<>();
      settings.put("quarkus.http.test-port", Integer.toString(port));
      settings.put("quarkus.management.test-port", Integer.toString(Ports.free()));
      settings.put("quittance.console.origin", origin);
      settings.put("quarkus.oidc.auth-server-url", issuer.url());
      for (Remote remote : Remote.values()) {
        FakeServices service = new FakeServices();
        services.put(remote, service);
        settings.put(
            "quittance.%s.url".formatted(remote.name().toLowerCase(Locale.ROOT)), service.url());
      }
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the server in the place of a service.
  public FakeServices service(Remote remote) {
    return Objects.requireNonNull(services.get(remote));
  }

  /// Forgets all answers and questions.
  public void clear() {
    services.values().forEach(FakeServices::clear);
  }

  /// Returns the console's own address.
  public String origin() {
    return origin;
  }

  /// Returns a browser that nobody has signed in with.
  public Browser browser() {
    return new Browser(origin);
  }

  @Override
  public void inject(TestInjector testInjector) {
    testInjector.injectIntoFields(this, new TestInjector.MatchesType(ConsoleTestResource.class));
  }

  @Override
  public void stop() {
    services.values().forEach(FakeServices::close);
    if (issuer != null) {
      issuer.close();
    }
    try {
      if (key != null) {
        Files.deleteIfExists(key);
        Files.deleteIfExists(Objects.requireNonNull(key.getParent()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
