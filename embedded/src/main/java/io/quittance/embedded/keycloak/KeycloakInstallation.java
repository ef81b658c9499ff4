package io.quittance.embedded.keycloak;

import io.quittance.embedded.process.ProcessSpec;
import io.quittance.embedded.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Keycloak unpacked and built for this use (its own file database), which takes about half a
/// minute and happens once. Servers share it; their data is elsewhere.
///
/// @param home the directory that holds `bin`, `conf`, `lib`
public record KeycloakInstallation(Path home) {

  /// Unpacks and builds where that has not been done. An interrupted attempt is begun anew. One
  /// process at a time for one directory.
  ///
  /// @param directory keeps the installations, one a version
  /// @throws StartFailedException when the archive cannot be unpacked or Keycloak's build fails
  public static KeycloakInstallation of(KeycloakDistribution distribution, Path directory) {
    Path home = directory.toAbsolutePath().resolve("keycloak-" + distribution.version());
    Path done = home.resolve(".built");
    if (Files.exists(done)) {
      return new KeycloakInstallation(home);
    }
    try {
      delete(home);
      TarGz.unpack(distribution.archive(), home);
      build(home);
      Files.createFile(done);
      return new KeycloakInstallation(home);
    } catch (IOException e) {
      throw new StartFailedException("Keycloak cannot be unpacked into " + home, e);
    }
  }

  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void build(Path home) throws IOException {
    Path log = home.resolve("build.log");
    var builder =
        new ProcessBuilder(
            home.resolve("bin/kc.sh").toString(),
            "build",
            "--db=dev-file",
            "--health-enabled=true");
    builder.environment().put("JAVA", ProcessSpec.javaBinary().toString());
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    int status = builder.start().onExit().join().exitValue();
    if (status != 0) {
      throw new StartFailedException(
          "Keycloak's build ended with status %d:%n%s".formatted(status, Files.readString(log)));
    }
  }
}
