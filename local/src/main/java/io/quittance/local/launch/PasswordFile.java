package io.quittance.local.launch;

import io.quittance.embedded.token.Realm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The passwords of the realm's people on this machine, a line `name=password` each: made at the
/// first start, so that none lies in the project, and readable only by the owner of the file.
///
/// @param file where they are kept
public record PasswordFile(Path file) {

  private static final int BYTES = 9;

  /// Returns the passwords by user name; makes those that are absent.
  Map<String, String> makeIfAbsent() {
    try {
      Map<String, String> passwords = read();
      SecureRandom random = new SecureRandom();
      boolean complete = true;
      for (Realm.Person person : Realm.load().people()) {
        if (!passwords.containsKey(person.username())) {
          byte[] bytes = new byte[BYTES];
          random.nextBytes(bytes);
          passwords.put(
              person.username(), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
          complete = false;
        }
      }
      if (!complete) {
        write(passwords);
      }
      return passwords;
    } catch (IOException e) {
      throw new UncheckedIOException("The passwords in " + file + " cannot be read or kept", e);
    }
  }

  private Map<String, String> read() throws IOException {
    Map<String, String> passwords = new LinkedHashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          passwords.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    }
    return passwords;
  }

  private void write(Map<String, String> passwords) throws IOException {
    List<String> lines = new ArrayList<>();
    passwords.forEach((name, password) -> lines.add(name + "=" + password));
    Files.createDirectories(file.getParent());
    Path written =
        Files.createTempFile(
            file.getParent(),
            "people",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(written, lines);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
