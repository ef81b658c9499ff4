package io.quittance.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PasswordFileTest {

  @Test
  void everybodyHasAPasswordOfTheirOwnThatStays(@TempDir Path data) throws IOException {
    PasswordFile file = new PasswordFile(data.resolve("people"));

    Map<String, String> passwords = file.makeIfAbsent();

    assertTrue(passwords.keySet().containsAll(List.of("mara", "paul", "petra")));
    assertEquals(passwords.size(), new HashSet<>(passwords.values()).size());
    assertEquals(passwords, file.makeIfAbsent());
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.file())));
  }

  @Test
  void whoIsNewGetsOneAndTheOthersKeepTheirs(@TempDir Path data) throws IOException {
    PasswordFile file = new PasswordFile(data.resolve("people"));
    Files.writeString(file.file(), "mara=a=b\n");

    Map<String, String> passwords = file.makeIfAbsent();

    assertEquals("a=b", passwords.get("mara"));
    assertTrue(passwords.containsKey("petra"));
  }
}
