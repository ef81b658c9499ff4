package io.quittance.scoring.decision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestLinesTest {

  private static final String LONGEST = "x".repeat(RequestLines.LONGEST);

  @Test
  void linesAreWhatLiesBetweenLineEnds() throws IOException {
    assertEquals(List.of("a", "", "b", "c"), lines("a\n\nb\nc", 1_000));
    assertEquals(List.of("a", "b"), lines("a\nb\n", 1_000));
    assertEquals(List.of(), lines("", 1_000));
  }

  @Test
  void aLineMayComeInManyParts() throws IOException {
    assertEquals(List.of("one", "two", LONGEST, "end"), lines("one\ntwo\n" + LONGEST + "\nend", 3));
  }

  @Test
  void ofALineThatIsTooLongNothingIsKeptAndTheNextIsRead() throws IOException {
    String text = LONGEST + "x\nafter\n" + "y".repeat(5_000_000) + "\nlast";

    List<String> lines = lines(text, 7_001);

    assertEquals(4, lines.size());
    assertNull(lines.get(0));
    assertEquals("after", lines.get(1));
    assertNull(lines.get(2));
    assertEquals("last", lines.get(3));
  }

  @Test
  void aTooLongLineMayBeTheLast() throws IOException {
    List<String> lines = lines(LONGEST + "xy", 64);

    assertEquals(1, lines.size());
    assertNull(lines.getFirst());
  }

  /// Gives at most some bytes a read.
  private static List<String> lines(String text, int part) throws IOException {
    InputStream whole = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    InputStream parts =
        new InputStream() {
          @Override
          public int read() throws IOException {
            return whole.read();
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return whole.read(into, from, Math.min(length, part));
          }
        };
    var lines = new RequestLines(parts);
    List<String> read = new ArrayList<>();
    for (RequestLines.Line line = lines.next(); line != null; line = lines.next()) {
      byte[] bytes = line.bytes();
      read.add(bytes == null ? null : new String(bytes, StandardCharsets.UTF_8));
    }
    return read;
  }
}
