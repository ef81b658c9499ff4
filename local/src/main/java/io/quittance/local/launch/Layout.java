package io.quittance.local.launch;

import java.nio.file.Path;

/// Where things are.
///
/// @param home the project's directory, with the built services
/// @param data what the platform keeps
public record Layout(Path home, Path data) {

  /// System property that names the project's directory; `./quittance` sets it.
  public static final String HOME = "quittance.home";

  /// The layout of the project that runs.
  ///
  /// @param data relative to the working directory, or absolute
  public static Layout of(Path data) {
    Path home = Path.of(System.getProperty(HOME, ".")).toAbsolutePath().normalize();
    return new Layout(home, data.toAbsolutePath().normalize());
  }

  /// The executable jar of a built service.
  public Path jar(Part service) {
    return home.resolve(service.key()).resolve("target/quarkus-app/quarkus-run.jar");
  }

  /// The executable jar of the laboratory: `train` and `infer`.
  public Path laboratory() {
    return home.resolve("laboratory/target/laboratory.jar");
  }

  public Path log(Part part) {
    return data.resolve("logs").resolve(part.key() + ".log");
  }

  Path pidFile(Part part) {
    return data.resolve("run").resolve(part.key() + ".pid");
  }

  Path launcherPidFile() {
    return data.resolve("run").resolve("launcher.pid");
  }

  Path stateFile() {
    return data.resolve("run").resolve("state.json");
  }

  Path data(Part part) {
    return data.resolve(part.key());
  }

  Path signingKey() {
    return data.resolve("keycloak").resolve("local-issuer.key");
  }

  /// Unpacked once, shared by all data directories of the user.
  Path keycloakInstallations() {
    return Path.of(System.getProperty("user.home"), ".cache", "quittance", "keycloak");
  }
}
