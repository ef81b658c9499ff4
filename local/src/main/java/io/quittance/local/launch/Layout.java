package io.quittance.local.launch;

import io.quittance.local.signing.KeyPairFiles;
import java.nio.file.Path;

/// The directories and files of the platform.
///
/// @param home directory of the project, with the built services
/// @param data directory of the data that the platform keeps
public record Layout(Path home, Path data) {

  /// System property that names the directory of the project; `./quittance` sets it.
  public static final String HOME = "quittance.home";

  /// Returns the layout of the running project.
  ///
  /// @param data path, absolute or relative to the working directory
  public static Layout of(Path data) {
    Path home = Path.of(System.getProperty(HOME, ".")).toAbsolutePath().normalize();
    return new Layout(home, data.toAbsolutePath().normalize());
  }

  /// Returns the executable jar of a built service.
  public Path jar(Part service) {
    return application(service).resolve("quarkus-run.jar");
  }

  /// Returns the directory of all jars of a built service.
  Path application(Part service) {
    return home.resolve(service.key()).resolve("target/quarkus-app");
  }

  /// Returns the executable jar of the laboratory, which has `train`, `infer` and `lab`.
  public Path laboratory() {
    return home.resolve("laboratory/target/laboratory.jar");
  }

  /// Returns the directory of the services' AOT caches, which `mvn clean` removes.
  public Path aotCaches() {
    return home.resolve("local/target/aot");
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

  /// Returns the files of the key pair with which the registry signs lifecycle snapshots.
  public KeyPairFiles lifecycleKey() {
    Path keys = data.resolve("keys");
    return new KeyPairFiles(keys.resolve("lifecycle-key.pem"), keys.resolve("lifecycle-key.pub"));
  }

  /// Returns the file of the passwords with which the people of the realm sign in to Keycloak.
  public PasswordFile peoplesPasswords() {
    return new PasswordFile(data.resolve("keycloak-people.properties"));
  }

  Path signingKey() {
    return data.resolve("keycloak").resolve("local-issuer.key");
  }

  /// Returns the directory of Keycloak, which is unpacked once and shared by all data directories
  /// of the user.
  Path keycloakInstallations() {
    return Path.of(System.getProperty("user.home"), ".cache", "quittance", "keycloak");
  }
}
