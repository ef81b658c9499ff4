package io.quittance.testkit;

import io.quittance.core.signature.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Map;

/// The files of a key pair for lifecycle snapshots, as every service of a test needs them.
///
/// @param secret the file of the private key, readable by its owner alone
/// @param known the file of the public key
public record TestKeys(Path secret, Path known) {

  /// Writes a key pair into a directory, which is made if it is absent.
  public static TestKeys write(Path directory, KeyPair pair) throws IOException {
    Files.createDirectories(directory);
    Path secret =
        Files.writeString(
            directory.resolve("lifecycle-key.pem"), SigningKeys.pem(pair.getPrivate()));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path known =
        Files.writeString(
            directory.resolve("lifecycle-key.pub"), SigningKeys.pem(pair.getPublic()));
    return new TestKeys(secret, known);
  }

  /// Returns the settings of a service that name the files.
  public Map<String, String> settings() {
    return Map.of(
        "quittance.lifecycle.signing-key", secret.toString(),
        "quittance.lifecycle.trusted-keys", known.toString());
  }
}
