package io.quittance.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.embedded.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresTest {
  @Test
  void otherMachinesAreToldWhatToDo() {
    assertDoesNotThrow(() -> EmbeddedPostgres.requireSupported("Linux", "amd64"));
    var failure =
        assertThrows(
            StartFailedException.class,
            () -> EmbeddedPostgres.requireSupported("Mac OS X", "aarch64"));
    assertTrue(failure.toString().contains("Mac OS X on aarch64"));
    assertThrows(
        StartFailedException.class, () -> EmbeddedPostgres.requireSupported("Linux", "aarch64"));
  }

  @Test
  void aPidFileThatNamesAnotherProgramIsNoServer(@TempDir Path data) throws IOException {
    Files.writeString(
        data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + data + "\n");

    assertTrue(new Postmaster(data).running().isEmpty());
  }

  @Test
  void onlyPlainDatabaseNames() {
    assertThrows(
        IllegalArgumentException.class,
        () -> EmbeddedPostgres.createDatabase(1, "x; DROP DATABASE quittance"));
  }
}
