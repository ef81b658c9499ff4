package io.quittance.scoring.decision.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Splits a stream into lines of bytes and holds no more than one of them. Not thread-safe.
final class RequestLines {

  /// Bytes of the longest line, without its end.
  static final int LONGEST = 16 * 1024;

  private final InputStream in;
  private final byte[] read = new byte[16 * 1024];
  private int next;
  private int end;
  private boolean ended;

  RequestLines(InputStream in) {
    this.in = in;
  }

  /// A line.
  ///
  /// @param bytes without the end of the line; null when there are more than [#LONGEST]
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Line(byte @Nullable [] bytes) {

    boolean isBlank() {
      if (bytes == null) {
        return false;
      }
      for (byte each : bytes) {
        if (each != ' ' && each != '\t' && each != '\r') {
          return false;
        }
      }
      return true;
    }
  }

  /// Returns the next line, or null at the end of the stream. Waits for it.
  @Nullable Line next() throws IOException {
    var line = new ByteArrayOutputStream();
    boolean tooLong = false;
    while (fill()) {
      int from = next;
      while (next < end && read[next] != '\n') {
        next++;
      }
      tooLong |= next - from > LONGEST - line.size();
      if (!tooLong) {
        line.write(read, from, next - from);
      }
      if (next < end) {
        next++;
        return new Line(tooLong ? null : line.toByteArray());
      }
    }
    if (tooLong) {
      return new Line(null);
    }
    return line.size() == 0 ? null : new Line(line.toByteArray());
  }

  /// Makes sure that there are bytes to look at; false at the end.
  private boolean fill() throws IOException {
    if (next == end && !ended) {
      next = 0;
      end = Math.max(0, in.read(read));
      ended = end == 0;
    }
    return next < end;
  }
}
