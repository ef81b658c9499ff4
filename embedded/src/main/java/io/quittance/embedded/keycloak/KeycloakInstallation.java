package io.quittance.embedded.keycloak;

import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.PidFile;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.embedded.process.StartFailedException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/// Keycloak unpacked and built for this use (its own file database), which takes about half a
/// minute and happens once. Servers share it; their data is elsewhere.
///
/// @param home the directory that holds `bin`, `conf`, `lib`
public record KeycloakInstallation(Path home) {

  /// What the installation is about to do, for a display of progress.
  public interface Steps {
    /// @param step in words: "unpacking"
    void begins(String step);
  }

  /// Unpacks and builds where that has not been done. An interrupted attempt is begun anew. One
  /// process at a time for one directory.
  ///
  /// @param directory keeps the installations, one a version
  /// @throws StartFailedException when the archive cannot be unpacked, Keycloak's build fails or
  ///   stands still, or this thread is interrupted
  public static KeycloakInstallation of(KeycloakDistribution distribution, Path directory) {
    return of(distribution, directory, Patience.ofEnvironment(), _ -> {});
  }

  /// The same with another patience, and telling its steps.
  public static KeycloakInstallation of(
      KeycloakDistribution distribution, Path directory, Patience patience, Steps steps) {
    Path home = directory.toAbsolutePath().resolve("keycloak-" + distribution.version());
    Path done = home.resolve(".built");
    if (Files.exists(done)) {
      return new KeycloakInstallation(home);
    }
    steps.begins("unpacking, once");
    unpack(distribution.archive(), home);
    steps.begins("building, once");
    build(home, patience);
    try {
      Files.createFile(done);
    } catch (IOException e) {
      throw new StartFailedException(
          "Keycloak's directory %s cannot be written: %s".formatted(home, e.getMessage()), e);
    }
    return new KeycloakInstallation(home);
  }

  private static void unpack(Path archive, Path home) {
    try {
      delete(home);
      TarGz.unpack(archive, home);
    } catch (EOFException | ZipException e) {
      throw new StartFailedException(
          StartFailedException.Kind.BROKEN_FILE,
          "Keycloak's archive %s is broken (%s)".formatted(archive, e.getMessage()),
          null);
    } catch (IOException e) {
      throw new StartFailedException(
          "Keycloak's archive %s cannot be unpacked into %s: %s"
              .formatted(archive, home, e.getMessage()),
          e);
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

  private static void build(Path home, Patience patience) {
    var spec =
        new ProcessSpec(
            "Keycloak's build",
            List.of(
                home.resolve("bin/kc.sh").toString(),
                "build",
                "--db=dev-file",
                "--health-enabled=true"),
            Map.of(
                "JAVA",
                ProcessSpec.javaBinary().toString(),
                "JAVA_OPTS_KC_HEAP",
                "-Xms64m -Xmx512m"),
            null,
            home.resolve("build.log"),
            new PidFile(home.resolve("build.pid"), home.toString()));
    ChildProcess build = ChildProcess.start(spec);
    int status = build.awaitEnd(patience);
    if (status != 0) {
      throw build.endedEarly("before it was done");
    }
  }
}
