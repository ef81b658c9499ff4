package io.quittance.messaging.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.signature.SigningKeys;
import io.quittance.testkit.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyFilesTest {

  @TempDir Path directory = Path.of("unset");

  private record Config(List<Path> trustedKeys, Path signingKey) implements LifecycleKeysConfig {}

  private static String refusal(Config config) {
    return String.valueOf(
        assertThrows(
                IllegalStateException.class,
                () -> new SnapshotSigner(config, new SnapshotVerifier(config)))
            .getMessage());
  }

  private TestKeys keys(String name) throws IOException {
    return TestKeys.write(directory.resolve(name), SigningKeys.newPair());
  }

  @Test
  void keysAreReadFromFilesAndDirectories() throws IOException {
    KeyPair pair = SigningKeys.newPair();
    TestKeys own = TestKeys.write(directory.resolve("own"), pair);
    TestKeys next = keys("next");
    Files.writeString(directory.resolve("own/readme.txt"), "not a key");
    Config config = new Config(List.of(directory.resolve("own"), next.known()), own.secret());

    SnapshotVerifier verifier = new SnapshotVerifier(config);

    assertEquals(SigningKeys.id(pair.getPublic()), new SnapshotSigner(config, verifier).keyId());
    assertTrue(
        verifier.trusts(SigningKeys.id(SigningKeys.publicKey(Files.readString(next.known())))));
  }

  @Test
  void whatCannotBeReadIsNamedWithSettingAndRemedy() throws IOException {
    TestKeys keys = keys("keys");
    Path absent = directory.resolve("absent.pub");
    Path empty = Files.createDirectories(directory.resolve("empty"));
    Path garbage = Files.writeString(directory.resolve("garbage.pub"), "garbage");

    String missing = refusal(new Config(List.of(absent), keys.secret()));
    assertTrue(missing.contains("quittance.lifecycle.trusted-keys " + absent), missing);
    assertTrue(missing.contains("rotate-lifecycle-keys"), missing);
    String none = refusal(new Config(List.of(empty), keys.secret()));
    assertTrue(none.contains("quittance.lifecycle.trusted-keys names no key"), none);
    String broken = refusal(new Config(List.of(garbage), keys.secret()));
    assertTrue(broken.contains(garbage + ": the key must be PEM text"), broken);
    String unsigned = refusal(new Config(List.of(keys.known()), absent));
    assertTrue(unsigned.contains("quittance.lifecycle.signing-key " + absent), unsigned);
  }

  @Test
  void aPrivateKeyThatEverybodyCanReadIsRefused() throws IOException {
    TestKeys keys = keys("keys");
    Config config = new Config(List.of(keys.known()), keys.secret());
    Files.setPosixFilePermissions(keys.secret(), PosixFilePermissions.fromString("rw-r--r--"));

    String open = refusal(config);

    assertTrue(open.contains("chmod 600 " + keys.secret()), open);
    // as Kubernetes mounts a secret for the group of a pod
    Files.setPosixFilePermissions(keys.secret(), PosixFilePermissions.fromString("r--r-----"));
    new SnapshotSigner(config, new SnapshotVerifier(config));
  }

  @Test
  void aKeyThatNoReaderTrustsDoesNotSign() throws IOException {
    TestKeys keys = keys("keys");
    TestKeys other = keys("other");

    String refusal = refusal(new Config(List.of(other.known()), keys.secret()));

    assertTrue(refusal.contains("is not among quittance.lifecycle.trusted-keys"), refusal);
  }
}
