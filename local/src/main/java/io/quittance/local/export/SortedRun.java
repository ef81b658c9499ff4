package io.quittance.local.export;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// Sorted lines in a compressed file, to be merged with others. While it is open for reading it
/// uses about 20 KB of memory.
final class SortedRun implements Closeable {

  private static final int BUFFER = 4_096;

  private final DataInputStream in;
  private @Nullable Line head;

  private SortedRun(Path file) throws IOException {
    this.in =
        new DataInputStream(
            new BufferedInputStream(
                new InflaterInputStream(
                    new BufferedInputStream(Files.newInputStream(file), BUFFER)),
                BUFFER));
    this.head = next();
  }

  /// Writes sorted lines.
  static void write(Path file, List<Line> lines) throws IOException {
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new DeflaterOutputStream(Files.newOutputStream(file), fast, 16_384), 16_384))) {
      for (Line line : lines) {
        out.writeInt(line.day());
        out.writeLong(line.second());
        out.writeUTF(line.key());
        out.writeInt(line.bytes().length);
        out.write(line.bytes());
      }
    } finally {
      fast.end();
    }
  }

  static SortedRun open(Path file) throws IOException {
    return new SortedRun(file);
  }

  /// Returns the next line without taking it; null at the end.
  @Nullable Line head() {
    return head;
  }

  void advance() throws IOException {
    head = next();
  }

  private @Nullable Line next() throws IOException {
    int day;
    try {
      day = in.readInt();
    } catch (EOFException _) {
      return null;
    }
    long second = in.readLong();
    String key = in.readUTF();
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new Line(day, second, key, bytes);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
