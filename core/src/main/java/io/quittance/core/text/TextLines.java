package io.quittance.core.text;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/// Reads lines of text in UTF-8, compressed with gzip or not.
public final class TextLines {

  private static final int MAGIC = 0x1f8b;
  private static final int BUFFER = 1 << 16;

  private TextLines() {}

  /// Returns a reader of the lines; closing it closes the stream.
  ///
  /// A line that is too long fails with an [IOException] as soon as the limit is passed. So a small
  /// file that unpacks to one endless line takes no more memory than a line may have.
  ///
  /// @param most bytes that a line may have without its end, at least 1
  /// @throws IOException when the stream cannot be read, or begins as gzip and is not; it is closed
  public static BufferedReader of(InputStream stream, int most) throws IOException {
    InputStream bytes = new BufferedInputStream(stream, BUFFER);
    try {
      bytes.mark(2);
      boolean compressed = (bytes.read() << 8 | bytes.read()) == MAGIC;
      bytes.reset();
      InputStream plain = compressed ? new GZIPInputStream(bytes, BUFFER) : bytes;
      return new BufferedReader(
          new InputStreamReader(new Bounded(plain, most), StandardCharsets.UTF_8), BUFFER);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /// Hands on what precedes the byte that is too many, then fails.
  private static final class Bounded extends FilterInputStream {

    private final int most;
    private int length;

    Bounded(InputStream in, int most) {
      super(in);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      int read = length > most ? 0 : super.read(target, offset, count);
      for (int i = 0; i < read; i++) {
        byte next = target[offset + i];
        length = next == '\n' || next == '\r' ? 0 : length + 1;
        if (length > most) {
          read = i;
        }
      }
      if (read == 0 && length > most) {
        throw new IOException("a line has more than " + most + " bytes");
      }
      return read;
    }
  }
}
