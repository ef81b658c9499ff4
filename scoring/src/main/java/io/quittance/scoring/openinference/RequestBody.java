package io.quittance.scoring.openinference;

import static io.quittance.scoring.openinference.InferenceRefusedException.invalid;
import static io.quittance.scoring.openinference.InferenceRefusedException.tooLarge;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The bytes of a request, compressed or not.
final class RequestBody {

  private RequestBody() {}

  /// Reads a body to its end.
  ///
  /// @param encoding of the header Content-Encoding: `gzip`, `deflate` (with zlib's frame), or none
  /// @param most bytes, after they were decompressed
  /// @throws InferenceRefusedException when it is longer, or not so encoded
  static byte[] read(InputStream in, @Nullable String encoding, int most) throws IOException {
    String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> bounded(in, most);
      case "gzip", "x-gzip" -> {
        try {
          yield bounded(new GZIPInputStream(in), most);
        } catch (ZipException | EOFException e) {
          throw invalid("The body is not what Content-Encoding says: gzip");
        }
      }
      case "deflate" -> {
        try {
          yield bounded(new InflaterInputStream(in), most);
        } catch (ZipException | EOFException e) {
          throw invalid("The body is not what Content-Encoding says: deflate, with zlib's frame");
        }
      }
      default -> throw invalid("Content-Encoding may be gzip or deflate, or be left out");
    };
  }

  private static byte[] bounded(InputStream in, int most) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = new byte[8_192];
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      if (n > most - bytes.size()) {
        throw tooLarge("The body is longer than %d bytes: send its rows in several requests", most);
      }
      bytes.write(part, 0, n);
    }
    return bytes.toByteArray();
  }
}
