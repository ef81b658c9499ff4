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

/// A Keycloak distribution, unpacked and built for this use with its own file database. Building it
/// takes about half a minute and happens once. Several servers share the installation and keep
/// their data elsewhere.
///
/// @param home the directory that contains `bin`, `conf` and `lib`
public record KeycloakInstallation(Path home) {

  private static final String LAUNCHER = "bin/kc.sh";

  /// Reports what the installation is about to do, to show progress.
  public interface Steps {
    /// @param step in words: "unpacking"
    void begins(String step);
  }

  /// Unpacks and builds Keycloak unless that has already been done. Starts over after an
  /// interrupted attempt. Only one process at a time may do this for a directory.
  ///
  /// @param directory holds one installation per version
  /// @throws StartFailedException when the archive cannot be unpacked, when Keycloak's build fails
  ///   or stalls, or when this thread is interrupted
  public static KeycloakInstallation of(KeycloakDistribution distribution, Path directory) {
    return of(distribution, directory, Patience.ofEnvironment(), _ -> {});
  }

  /// Does the same with another patience, and reports its steps.
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
      throw broken(archive, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new StartFailedException(
          "Keycloak's archive %s cannot be unpacked into %s: %s"
              .formatted(archive, home, e.getMessage()),
          e);
    }
    if (!Files.exists(home.resolve(LAUNCHER))) {
      throw broken(archive, "it has no file " + LAUNCHER);
    }
  }

  private static StartFailedException broken(Path archive, String why) {
    return new StartFailedException(
        StartFailedException.Kind.BROKEN_FILE,
        "Keycloak's archive %s is broken (%s)".formatted(archive, why),
        null);
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
                home.resolve(LAUNCHER).toString(),
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
