package io.quittance.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Compares the settings of the services with the defaults of `web` and `messaging`.
final class SharedSettingsTest {

  private static final List<String> SERVICES =
      List.of("scoring", "feedback", "retraining", "registry");
  private static final String DEFAULTS =
      "src/main/resources/META-INF/microprofile-config.properties";

  /// A setting of one channel, which the connector's setting of the same name is the default of.
  private static final Pattern CHANNEL =
      Pattern.compile("mp\\.messaging\\.incoming\\.[a-z-]+\\.(.+)");

  private static Map<String, String> read(String module, String file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("..", module, file))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new TreeMap<>();
    properties.forEach(
        (key, value) ->
            settings.put(
                CHANNEL
                    .matcher(key.toString())
                    .replaceFirst("mp.messaging.connector.smallrye-kafka.$1"),
                value.toString()));
    return settings;
  }

  private static Map<String, String> settings(String service) {
    return read(service, "src/main/resources/application.properties");
  }

  private static Map<String, String> defaults() {
    Map<String, String> defaults = new TreeMap<>(read("web", DEFAULTS));
    defaults.putAll(read("messaging", DEFAULTS));
    return defaults;
  }

  /// Settings of Hibernate and of the OIDC client are exempt. As defaults they would be unknown to
  /// scoring, which has no Hibernate, and to the registry, which has no OIDC client, and Quarkus
  /// warns of unknown settings.
  @Test
  void noThreeServicesRepeatASetting() {
    Map<String, Set<String>> repeated = new TreeMap<>();
    for (String service : SERVICES) {
      settings(service)
          .forEach(
              (key, value) ->
                  repeated.computeIfAbsent(key + "=" + value, _ -> new TreeSet<>()).add(service));
    }
    repeated.values().removeIf(services -> services.size() < 3);
    repeated.remove("mp.messaging.connector.smallrye-kafka.connector=smallrye-kafka");
    repeated
        .keySet()
        .removeIf(
            setting ->
                setting.startsWith("quarkus.hibernate-orm.")
                    || setting.startsWith("quarkus.oidc-client."));

    assertEquals(Map.of(), repeated);
  }

  @Test
  void noServiceRepeatsADefault() {
    Map<String, String> defaults = defaults();
    for (String service : SERVICES) {
      Map<String, String> repeated = settings(service);
      repeated.entrySet().retainAll(defaults.entrySet());

      assertEquals(Map.of(), repeated, service);
    }
  }

  @Test
  void noDefaultIsGivenTwice() {
    Set<String> both = new TreeSet<>(read("web", DEFAULTS).keySet());
    both.retainAll(read("messaging", DEFAULTS).keySet());

    assertEquals(Set.of(), both);
    assertFalse(defaults().isEmpty());
  }
}
