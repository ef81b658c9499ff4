package io.quittance.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {

  @TempDir Path directory;

  @Test
  void whatIsWrittenIsRead() {
    Path file = directory.resolve("run/state.json");
    State state = new State(42, "up", "2026-01-05T10:00:00Z", 100, true);

    state.write(file);

    assertEquals(Optional.of(state), State.read(file));
  }

  @Test
  void aBrokenFileIsNoState() throws IOException {
    Path file = directory.resolve("state.json");
    Files.writeString(file, "{\"launcherPid\":");

    assertEquals(Optional.empty(), State.read(file));
  }

  /// A launcher that was killed leaves its files behind: they must not make it seem alive.
  @Test
  void aDeadLauncherIsNotRunning() throws IOException {
    Layout layout = new Layout(directory, directory);
    new State(1, "up", "2026-01-05T10:00:00Z", 0, false).write(layout.stateFile());
    Files.writeString(layout.launcherPidFile(), "1 0\n");

    assertEquals(Optional.empty(), new RunningPlatform(layout).state());
    assertTrue(new RunningPlatform(layout).stop().isEmpty());
  }
}
