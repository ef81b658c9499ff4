package io.quittance.messaging.lifecycle;

import io.quittance.core.signature.SigningKeys;
import io.quittance.core.signature.UnreadableKeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the keys of lifecycle snapshots. Every failure names setting, file and remedy.
final class KeyFiles {

  private static final String TRUSTED = "quittance.lifecycle.trusted-keys";
  private static final String SIGNING = "quittance.lifecycle.signing-key";
  private static final String HOW_TO =
      " (docs/how-to/rotate-lifecycle-keys.md says how to make a pair of keys)";

  private KeyFiles() {}

  /// Returns the trusted public keys by id.
  ///
  /// @param named files, or directories of files `*.pub`
  /// @throws IllegalStateException when there is none, or one cannot be read
  static Map<String, PublicKey> trusted(List<Path> named) {
    Map<String, PublicKey> keys = new HashMap<>();
    for (Path file : files(named)) {
      try {
        PublicKey key = SigningKeys.publicKey(Files.readString(file));
        keys.put(SigningKeys.id(key), key);
      } catch (UnreadableKeyException e) {
        throw new IllegalStateException(TRUSTED + " " + file + ": " + e.getMessage(), e);
      } catch (IOException e) {
        throw unreadable(TRUSTED, file, e);
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalStateException(
          TRUSTED
              + " names no key: set it to the public keys (files, or directories of files *.pub)"
              + " whose snapshots of "
              + "models are believed"
              + HOW_TO);
    }
    return keys;
  }

  private static List<Path> files(List<Path> named) {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> inside = Files.list(path)) {
        inside.filter(file -> file.toString().endsWith(".pub")).sorted().forEach(files::add);
      } catch (IOException e) {
        throw unreadable(TRUSTED, path, e);
      }
    }
    return files;
  }

  /// Returns the pair of the private key that signs.
  ///
  /// @throws IllegalStateException when it cannot be read, or everybody can read it
  static KeyPair signing(Path file) {
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      Set<PosixFilePermission> granted =
          view == null ? Set.of() : view.readAttributes().permissions();
      if (granted.contains(PosixFilePermission.OTHERS_READ)
          || granted.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new IllegalStateException(
            SIGNING
                + " "
                + file
                + " is open to every user of this machine: run  chmod 600 "
                + file
                + ", and make a new key if others may have read it"
                + HOW_TO);
      }
      return SigningKeys.pair(Files.readString(file));
    } catch (UnreadableKeyException e) {
      throw new IllegalStateException(SIGNING + " " + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(SIGNING, file, e);
    }
  }

  private static IllegalStateException unreadable(String setting, Path file, IOException cause) {
    return new IllegalStateException(
        setting + " " + file.toAbsolutePath() + " cannot be read: " + cause + HOW_TO, cause);
  }
}
