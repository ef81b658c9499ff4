package io.quittance.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.PidFile;
import io.quittance.embedded.process.ProcessSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

  @TempDir Path directory;
  private @Nullable ChildProcess child;

  @AfterEach
  void end() {
    if (child != null) {
      child.stop(Duration.ofSeconds(5));
    }
  }

  @Test
  void aServiceOfAKilledLauncherIsFoundAndEnded() {
    Layout layout = new Layout(directory, directory.resolve("data"));
    child = sleeping(layout, layout.jar(Part.SCORING).toString());

    Optional<Long> found = new Leftovers(layout).pid(Part.SCORING);
    List<String> stopped = new Leftovers(layout).stop();

    assertEquals(Optional.of(child.pid()), found);
    assertEquals(List.of("scoring"), stopped);
    assertFalse(child.isAlive());
  }

  /// Process ids are reused: a stranger that happens to have one is left alone.
  @Test
  void aStrangerWithTheSamePidIsLeftAlone() {
    Layout layout = new Layout(directory, directory.resolve("data"));
    child = sleeping(layout, "something else");

    List<String> stopped = new Leftovers(layout).stop();

    assertEquals(List.of(), stopped);
    assertEquals(true, child.isAlive());
  }

  private static ChildProcess sleeping(Layout layout, String word) {
    return ChildProcess.start(
        new ProcessSpec(
            "a sleeper",
            List.of("/bin/sh", "-c", "sleep 60; : " + word),
            Map.of(),
            null,
            layout.log(Part.SCORING),
            new PidFile(layout.pidFile(Part.SCORING), word)));
  }
}
