package io.quittance.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class TextLinesTest {

  private static byte[] packed(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static BufferedReader lines(byte[] bytes, int most) throws IOException {
    return TextLines.of(new ByteArrayInputStream(bytes), most);
  }

  @Test
  void linesAreTheSamePackedOrNot() throws IOException {
    byte[] plain = "one\r\n\nthrée\nfour".getBytes(StandardCharsets.UTF_8);

    for (byte[] bytes : List.of(plain, packed(plain))) {
      try (BufferedReader lines = lines(bytes, 6)) {
        assertEquals(List.of("one", "", "thrée", "four"), lines.lines().toList());
      }
    }
  }

  @Test
  void shortStreamsAreNoGzip() throws IOException {
    for (String text : List.of("", "x")) {
      try (BufferedReader lines = lines(text.getBytes(StandardCharsets.UTF_8), 1)) {
        assertEquals(text.lines().toList(), lines.lines().toList());
      }
    }
  }

  @Test
  void theLinesBeforeOneThatIsTooLongAreRead() throws IOException {
    byte[] plain = ("1234\n" + "12345\n" + "1\n").getBytes(StandardCharsets.UTF_8);

    for (byte[] bytes : List.of(plain, packed(plain))) {
      try (BufferedReader lines = lines(bytes, 4)) {
        assertEquals("1234", lines.readLine());
        assertEquals(
            "a line has more than 4 bytes",
            assertThrows(IOException.class, lines::readLine).getMessage());
      }
    }
  }

  @Test
  void aLineWithoutEndIsRefused() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };

    try (BufferedReader lines = TextLines.of(endless, 1_000_000)) {
      assertThrows(IOException.class, lines::readLine);
    }
  }
}
