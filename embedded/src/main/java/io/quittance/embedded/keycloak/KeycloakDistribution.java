package io.quittance.embedded.keycloak;

import io.quittance.embedded.process.StartFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// The Keycloak server archive (176 MB), which Maven downloads; this module does not contain it.
///
/// @param version the Keycloak version
/// @param archive the `tar.gz` file
public record KeycloakDistribution(String version, Path archive) {
  private static final String RESOURCE = "/keycloak/distribution.properties";

  /// Finds the archive of the Keycloak version that this build uses: first in the directory, then
  /// in the local Maven repository.
  ///
  /// @throws StartFailedException when it is in neither place; the message gives the command that
  ///   downloads it
  public static KeycloakDistribution locate(Path directory) {
    return find(directory, mavenRepository())
        .orElseThrow(
            () ->
                new StartFailedException(
                    "Keycloak's archive %1$s is neither in %2$s nor in %3$s: download it with  ./mvnw dependency:get -Dartifact=org.keycloak:keycloak-quarkus-dist:%1$s:tar.gz"
                        .formatted(version(RESOURCE), directory, mavenRepository())));
  }

  /// Does the same, but returns empty when there is no archive.
  public static Optional<KeycloakDistribution> find(Path directory) {
    return find(directory, mavenRepository());
  }

  static Optional<KeycloakDistribution> find(Path directory, Path repository) {
    String version = version(RESOURCE);
    String file = "keycloak-quarkus-dist-" + version + ".tar.gz";
    Path inRepository =
        repository.resolve("org/keycloak/keycloak-quarkus-dist").resolve(version).resolve(file);
    return List.of(directory.resolve(file), inRepository).stream()
        .filter(Files::isRegularFile)
        .map(path -> new KeycloakDistribution(version, path))
        .findFirst();
  }

  private static Path mavenRepository() {
    String configured = System.getProperty("maven.repo.local");
    return configured == null
        ? Path.of(System.getProperty("user.home"), ".m2", "repository")
        : Path.of(configured);
  }

  private static String version(String resource) {
    var properties = new Properties();
    try (InputStream in = KeycloakDistribution.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("No " + resource + " on the class path");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
