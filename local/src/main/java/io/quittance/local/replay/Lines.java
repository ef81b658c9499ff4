package io.quittance.local.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Text files in UTF-8, compressed with gzip or not.
final class Lines {

  private static final int MAGIC = 0x1f8b;

  private Lines() {}

  /// Opens a file; the caller closes it.
  static BufferedReader of(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    try {
      bytes.mark(2);
      boolean compressed = (bytes.read() << 8 | bytes.read()) == MAGIC;
      bytes.reset();
      return new BufferedReader(
          new InputStreamReader(
              compressed ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }
}
