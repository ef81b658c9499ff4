package io.quittance.local.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.core.signature.SigningKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyPairFilesTest {

  @TempDir Path directory = Path.of("unset");

  private KeyPairFiles files() {
    Path keys = directory.resolve("keys");
    return new KeyPairFiles(keys.resolve("key.pem"), keys.resolve("key.pub"));
  }

  @Test
  void onlyTheOwnerCanReadThePrivateKeyAndThePublicOneBelongsToIt() throws IOException {
    KeyPairFiles files = files();

    files.makeIfAbsent();

    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files.secret())));
    assertEquals(
        SigningKeys.pair(Files.readString(files.secret())).getPublic(),
        SigningKeys.publicKey(Files.readString(files.known())));
  }

  @Test
  void aPairIsMadeOnceAndALostPublicKeyComesBack() throws IOException {
    KeyPairFiles files = files();
    files.makeIfAbsent();
    String secret = Files.readString(files.secret());
    String known = Files.readString(files.known());
    Files.delete(files.known());

    files.makeIfAbsent();

    assertEquals(secret, Files.readString(files.secret()));
    assertEquals(known, Files.readString(files.known()));
    assertThrows(FileAlreadyExistsException.class, files::make);
  }
}
