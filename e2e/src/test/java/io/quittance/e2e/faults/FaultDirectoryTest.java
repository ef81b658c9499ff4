package io.quittance.e2e.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultDirectoryTest {

  @TempDir private Path parent;

  @Test
  void itsOwnFilesAreDeletedAtTheNextStart() throws IOException {
    Path path = parent.resolve("kill");
    try (FaultDirectory first = FaultDirectory.emptied(path)) {
      Files.createDirectories(first.path().resolve("logs"));
      Files.writeString(first.path().resolve("logs/scoring.log"), "a line");
    }

    try (FaultDirectory second = FaultDirectory.emptied(path)) {
      assertEquals(path, second.path());
      assertFalse(Files.exists(path.resolve("logs")));
    }
  }

  @Test
  void theFilesOfOthersAreNotDeleted() throws IOException {
    Path precious = Files.writeString(parent.resolve("precious"), "mine");

    IOException refusal =
        assertThrows(IOException.class, () -> FaultDirectory.emptied(parent).close());

    assertTrue(refusal.toString().contains("--data"), refusal::toString);
    assertEquals("mine", Files.readString(precious));
  }

  @Test
  void aDirectoryInUseIsRefused() throws IOException {
    Path path = parent.resolve("kill");
    try (FaultDirectory first = FaultDirectory.emptied(path)) {
      Files.writeString(first.path().resolve("data"), "in use");

      assertThrows(IOException.class, () -> FaultDirectory.emptied(path).close());

      assertEquals("in use", Files.readString(path.resolve("data")));
    }
  }
}
