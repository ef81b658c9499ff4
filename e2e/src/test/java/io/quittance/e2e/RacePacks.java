package io.quittance.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/// Writes a policy pack for Canada, where no other pack applies: Regulation F without its cadence,
/// signed with a key of the test. Only the cap of seven calls in seven days limits callers.
final class RacePacks {

  private static final String TYPE = "application/vnd.quittance.policy-pack+yaml";

  private RacePacks() {}

  /// Writes the pack, its signature and the public key.
  ///
  /// @return the settings of a service that uses it in addition to the built-in pack for the United
  ///   States
  static Map<String, String> write(Path directory) {
    try {
      Files.createDirectories(directory);
      byte[] yaml = withoutCadence().getBytes(StandardCharsets.UTF_8);
      KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      Path pack = directory.resolve("cap-only.yaml");
      Path key = directory.resolve("race.pub");
      Files.write(pack, yaml);
      Files.writeString(directory.resolve("cap-only.yaml.sig"), signature(yaml, keys));
      Files.writeString(key, pem(keys.getPublic().getEncoded()));
      return Map.of(
          "quittance.policy.packs", "us-reg-f,cap-only",
          "quittance.policy.directory", directory.toString(),
          "quittance.policy.trusted-keys", key.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withoutCadence() {
    String law = Project.read("core/src/main/resources/packs/us-reg-f-2026.1.yaml");
    String pack =
        law.replaceFirst("(?m)^id: us-reg-f$", "id: cap-only")
            .replaceFirst("(?m)^jurisdictions: \\[US\\]$", "jurisdictions: [CA]")
            .replaceFirst("(?m)^  - id: HC07\\n(    .*\\n)+", "");
    if (pack.contains("id: HC07\n") || !pack.contains("id: cap-only") || !pack.contains("[CA]")) {
      throw new IllegalStateException(
          "The text of the pack us-reg-f has changed: adapt the replacements above");
    }
    return pack;
  }

  /// Signs the pre-authentication encoding of DSSE.
  private static String signature(byte[] yaml, KeyPair keys) throws GeneralSecurityException {
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(keys.getPrivate());
    signer.update(
        "DSSEv1 %d %s %d "
            .formatted(TYPE.length(), TYPE, yaml.length)
            .getBytes(StandardCharsets.UTF_8));
    signer.update(yaml);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded());
    return "{\"keyid\":\"%s\",\"sig\":\"%s\"}"
        .formatted(
            HexFormat.of().formatHex(hash, 0, 16),
            Base64.getEncoder().encodeToString(signer.sign()));
  }

  private static String pem(byte[] encoded) {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getEncoder().encodeToString(encoded));
  }
}
