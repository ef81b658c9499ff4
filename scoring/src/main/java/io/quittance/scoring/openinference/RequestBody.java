package io.quittance.scoring.openinference;

import static io.quittance.scoring.openinference.InferenceRefusedException.invalid;
import static io.quittance.scoring.openinference.InferenceRefusedException.tooLarge;
import static io.quittance.scoring.openinference.InferenceRefusedException.tooSlow;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The bytes of a request, compressed or not.
final class RequestBody {

  /// Time in which a body must have come.
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private RequestBody() {}

  /// Reads a body to its end.
  ///
  /// @param encoding of the header Content-Encoding: `gzip`, `deflate` (with zlib's frame), or none
  /// @param most bytes, after they were decompressed
  /// @param patience time in which all of it must have come
  /// @throws InferenceRefusedException when it is longer, slower, or not so encoded
  static byte[] read(InputStream in, @Nullable String encoding, int most, Duration patience)
      throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> bounded(in, most, end);
      case "gzip", "x-gzip" -> {
        try {
          yield bounded(new GZIPInputStream(in), most, end);
        } catch (ZipException | EOFException e) {
          throw invalid("The body is not what Content-Encoding says: gzip");
        }
      }
      case "deflate" -> {
        try {
          yield bounded(new InflaterInputStream(in), most, end);
        } catch (ZipException | EOFException e) {
          throw invalid("The body is not what Content-Encoding says: deflate, with zlib's frame");
        }
      }
      default -> throw invalid("Content-Encoding may be gzip or deflate, or be left out");
    };
  }

  private static byte[] bounded(InputStream in, int most, long end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = new byte[8_192];
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      if (n > most - bytes.size()) {
        throw tooLarge("The body is longer than %d bytes: send its rows in several requests", most);
      }
      if (System.nanoTime() - end > 0) {
        throw tooSlow("The body takes too long: send it in fewer, larger parts");
      }
      bytes.write(part, 0, n);
    }
    return bytes.toByteArray();
  }
}
