package io.quittance.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StartProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void withoutATerminalThereIsOnePlainLineForEachPart() {
    StartProgress progress = progress(false);

    progress.waiting(Part.KAFKA);
    progress.starting(Part.KAFKA);
    progress.tick();
    progress.ready(Part.KAFKA, "127.0.0.1:9092");

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count());
    assertTrue(text.startsWith("  ✓ Kafka"), text);
    assertFalse(text.contains("\u001b"), "escape sequences in " + text);
  }

  @Test
  void onATerminalLinesAreDrawnOver() {
    StartProgress progress = progress(true);

    progress.waiting(Part.KAFKA);
    progress.failed(Part.KAFKA, "port taken");

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("\u001b[1A"), "no movement up in " + text);
    assertTrue(text.contains("port taken"), text);
  }

  @Test
  void onATerminalTheStepOfAStartingPartIsShown() {
    StartProgress progress = progress(true);

    progress.starting(Part.IDENTITY);
    progress.step(Part.IDENTITY, "unpacking, once");

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("s  unpacking, once"), text);
  }

  private StartProgress progress(boolean terminal) {
    return new StartProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
  }
}
