package io.quittance.scoring.openinference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Bodies that are compressed, broken, too long or too slow.
final class RequestBodyTest {

  private static final byte[] PLAIN = "0123456789".repeat(50).getBytes();
  private static final Duration LONG = Duration.ofMinutes(10);

  private static byte[] read(byte[] sent, @Nullable String encoding, int most) throws IOException {
    return RequestBody.read(new ByteArrayInputStream(sent), encoding, most, LONG);
  }

  private static byte[] gzipped() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(PLAIN);
    }
    return bytes.toByteArray();
  }

  private static byte[] deflated() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(PLAIN);
    }
    return bytes.toByteArray();
  }

  @Test
  void whatWasCompressedIsRead() throws IOException {
    assertArrayEquals(PLAIN, read(PLAIN, null, PLAIN.length));
    assertArrayEquals(PLAIN, read(PLAIN, "identity", PLAIN.length));
    assertArrayEquals(PLAIN, read(gzipped(), " GZip", PLAIN.length));
    assertArrayEquals(PLAIN, read(deflated(), "deflate", PLAIN.length));
  }

  @Test
  void whatIsBrokenOrUnknownIsRefused() throws IOException {
    byte[] cut = Arrays.copyOf(gzipped(), gzipped().length / 2);
    assertStatus(400, cut, "gzip", 1_000);
    assertStatus(400, Arrays.copyOf(deflated(), 8), "deflate", 1_000);
    assertStatus(400, PLAIN, "deflate", 1_000);
    assertStatus(400, PLAIN, "br", 1_000);
  }

  @Test
  void theLengthCountsAfterDecompression() throws IOException {
    assertStatus(413, PLAIN, null, PLAIN.length - 1);
    assertStatus(413, gzipped(), "gzip", PLAIN.length - 1);
    assertStatus(413, deflated(), "deflate", PLAIN.length - 1);
  }

  private static void assertStatus(int status, byte[] sent, @Nullable String encoding, int most) {
    var refusal = assertThrows(InferenceRefusedException.class, () -> read(sent, encoding, most));
    assertEquals(status, refusal.status());
  }

  /// A sender of one byte at a time, for ever.
  @Test
  void aBodyThatNeverEndsIsGivenUp() {
    InputStream drip =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            bytes[offset] = 'x';
            return 1;
          }
        };

    var refusal =
        assertThrows(
            InferenceRefusedException.class,
            () -> RequestBody.read(drip, null, Integer.MAX_VALUE, Duration.ofMillis(5)));

    assertEquals(408, refusal.status());
  }
}
