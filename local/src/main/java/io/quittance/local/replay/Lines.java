package io.quittance.local.replay;

import io.quittance.core.event.EventCodec;
import io.quittance.core.text.TextLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Text files in UTF-8, compressed with gzip or not.
final class Lines {

  /// The data of a record, and as much again for its headers.
  private static final int MOST = 2 * EventCodec.MAX_BYTES;

  private Lines() {}

  /// Opens a file; the caller closes it.
  static BufferedReader of(Path file) throws IOException {
    return TextLines.of(Files.newInputStream(file), MOST);
  }
}
