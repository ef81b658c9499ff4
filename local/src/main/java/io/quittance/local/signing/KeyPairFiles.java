package io.quittance.local.signing;

import io.quittance.core.signature.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Set;

/// An Ed25519 key pair in two PEM files.
///
/// @param secret the file of the private key
/// @param known the file of the public key
public record KeyPairFiles(Path secret, Path known) {

  /// Makes a pair of keys.
  ///
  /// @return the public key
  /// @throws FileAlreadyExistsException when one of the files exists
  public PublicKey make() throws IOException {
    for (Path file : new Path[] {secret, known}) {
      if (Files.exists(file)) {
        throw new FileAlreadyExistsException(
            file + " exists: remove it first or choose another directory");
      }
    }
    KeyPair pair = SigningKeys.newPair();
    write(SigningKeys.pem(pair.getPublic()), known);
    write(SigningKeys.pem(pair.getPrivate()), secret, ownerOnly());
    return pair.getPublic();
  }

  /// Makes a pair of keys unless there is one. A private key whose public one is absent gets it
  /// back.
  ///
  /// @throws UncheckedIOException when a file cannot be read or written
  public void makeIfAbsent() {
    synchronized (KeyPairFiles.class) {
      try {
        if (!Files.exists(secret)) {
          Files.deleteIfExists(known);
          make();
        } else if (!Files.exists(known)) {
          KeyPair pair = SigningKeys.pair(Files.readString(secret));
          write(SigningKeys.pem(pair.getPublic()), known);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("The key pair " + secret + " cannot be made", e);
      }
    }
  }

  /// Writes a file that exists whole or not at all.
  private static void write(String pem, Path file, FileAttribute<?>... attributes)
      throws IOException {
    Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = directory.resolve(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    Files.createFile(part, attributes);
    Files.writeString(part, pem);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Readable by its owner alone where the file system knows owners.
  private static FileAttribute<?>[] ownerOnly() {
    Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
