package io.quittance.scoring.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PackSignature;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.PolicyPackException;
import io.quittance.core.signature.SigningKeys;
import io.quittance.scoring.ScoringConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFilesTest {

  @TempDir Path directory;
  private KeyPair pair;
  private Path key;

  private record Settings(
      List<String> packs, Optional<Path> directory, Optional<List<Path>> trustedKeys)
      implements ScoringConfig.Policy {}

  @BeforeEach
  void makeAKey() throws NoSuchAlgorithmException, IOException {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    key = Files.writeString(directory.resolve("own.pub"), SigningKeys.pem(pair.getPublic()));
  }

  private PolicyCatalogue book(boolean trusted, String... packs) {
    return PolicyFiles.book(
        new Settings(
            List.of(packs),
            Optional.of(directory),
            trusted ? Optional.of(List.of(key)) : Optional.empty()));
  }

  /// The strict pack under another id, so many hours shorter that it can be told apart.
  private Path own(String change, String into, boolean signed) throws IOException {
    String strict;
    try (InputStream in = PolicyPack.class.getResourceAsStream("/packs/strict.yaml")) {
      strict = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    String text = strict.replace("id: strict\n", "id: own\n").replace(change, into);
    Path file = Files.writeString(directory.resolve("own.yaml"), text);
    if (signed) {
      Files.writeString(
          directory.resolve("own.yaml.sig"),
          PackSignature.sign(text.getBytes(StandardCharsets.UTF_8), pair.getPrivate()).write());
    }
    return file;
  }

  private String refusal(boolean trusted, String... packs) {
    return String.valueOf(
        assertThrows(PolicyPackException.class, () -> book(trusted, packs)).getMessage());
  }

  @Test
  void withoutAnythingSaidThePacksThatComeAlongBind() {
    PolicyCatalogue book =
        PolicyFiles.book(new Settings(BuiltInPacks.DEFAULTS, Optional.empty(), Optional.empty()));

    assertEquals("us-reg-f", book.at("US-IL", Instant.parse("2026-01-01T00:00:00Z")).used().id());
    assertEquals("strict", book.at("BR", Instant.parse("2026-01-01T00:00:00Z")).used().id());
  }

  @Test
  void aSignedFileOfTheDirectoryTakesItsPlaceInTheOrder() throws IOException {
    own("closes: \"18:00\"", "closes: \"17:00\"", true);

    PolicyCatalogue book = book(true, "own", "us-reg-f");

    assertEquals("own", book.at("US", Instant.parse("2026-01-01T00:00:00Z")).used().id());
  }

  @Test
  void whatIsNotSignedByATrustedKeyStopsTheStart() throws IOException {
    Path file = own("", "", false);
    assertEquals(
        file + ": the signature file is missing: sign the pack with  ./quittance policy sign",
        refusal(true, "own"));

    own("", "", true);
    assertEquals(
        file
            + ": it is signed with key "
            + SigningKeys.id(pair.getPublic())
            + ", which is not trusted: add its public key to quittance.policy.trusted-keys or sign"
            + " it with a trusted key",
        refusal(false, "own"));

    Files.writeString(file, Files.readString(file).replace("18:00", "23:00"));
    assertTrue(refusal(true, "own").contains("was changed after signing"));
  }

  @Test
  void whatIsWrongInAFileIsToldWithItsLine() throws IOException {
    Path file = own("kind: minimum-gap", "kind: decadence", true);

    String refusal = refusal(true, "own");

    assertTrue(refusal.startsWith(file + ": line "), refusal);
    assertTrue(refusal.endsWith("unknown kind of rule: decadence"), refusal);
  }

  @Test
  void anUnknownIdStopsTheStart() {
    String refusal = refusal(true, "us-reg-f", "atlantis");

    assertTrue(
        refusal.startsWith(
            "quittance.policy.packs names atlantis, which neither comes with Quittance nor is in %s; there are us-reg-f, "
                .formatted(directory)),
        refusal);
  }

  @Test
  void aFileThatIsNoKeyStopsTheStart() throws IOException {
    Files.writeString(key, "not a key");

    assertEquals(
        "quittance.policy.trusted-keys "
            + key
            + ": the key must be PEM text beginning with -----BEGIN PUBLIC KEY-----",
        refusal(true, "strict"));
  }
}
