package io.quittance.laboratory.table.file;

import io.quittance.core.text.Sha256;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.TableLimits;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.ZipException;

/// A data file before its rows are read: its kind, detected from its first bytes, and its hash.
public final class OpenFile {

  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

  private OpenFile() {}

  /// The kind of file, according to its first bytes.
  public enum Kind {
    TEXT,
    GZIP,
    PARQUET
  }

  public static Kind kind(Path file, Problems problems, TableLimits limits) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw problems.stop(
          "no-file", 0, "the file does not exist or cannot be read", "Check path and permissions");
    }
    long size = Files.size(file);
    if (size == 0) {
      throw problems.stop("empty", 0, "the file is empty", "Export the data again");
    }
    if (size > limits.bytes()) {
      throw problems.stop(
          "file-size",
          0,
          "the file has " + size + " bytes",
          "At most " + limits.bytes() + " are read; take a sample");
    }
    byte[] first;
    try (InputStream in = Files.newInputStream(file)) {
      first = in.readNBytes(4);
    }
    boolean named = name(file).toLowerCase(Locale.ROOT).endsWith(".parquet");
    if (Arrays.equals(first, PARQUET)) {
      return Kind.PARQUET;
    }
    if (named) {
      throw problems.stop(
          "not-parquet",
          0,
          "it is named .parquet but is not a Parquet file",
          "Export it again, or name it .csv if it is text");
    }
    if (first.length > 1 && first[0] == 0x1f && first[1] == (byte) 0x8b) {
      return Kind.GZIP;
    }
    if (first.length > 1
        && ((first[0] == (byte) 0xff && first[1] == (byte) 0xfe)
            || (first[0] == (byte) 0xfe && first[1] == (byte) 0xff))) {
      throw problems.stop("encoding", 0, "the file is UTF-16", "Save it as UTF-8");
    }
    if (first.length > 1 && first[0] == 'P' && first[1] == 'K') {
      throw problems.stop(
          "not-text",
          0,
          "the file is a zip archive or a spreadsheet",
          "Unpack it, or save the sheet as CSV");
    }
    return Kind.TEXT;
  }

  public static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /// Returns the SHA-256 of the file's bytes in hexadecimal.
  public static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.hex(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns an exception for a failed read that states how far reading got.
  public static BadDataException broken(Problems problems, Throwable cause, long line) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof EOFException) {
        return problems.stop(
            "truncated",
            0,
            "the compressed file is truncated; its last rows are lost",
            "Copy or export it again");
      }
      if (at instanceof ZipException) {
        return problems.stop(
            "gzip", line, "the compressed file is damaged", "Copy or export it again");
      }
    }
    return problems.stop(
        "unreadable", line, "the rest of the file cannot be read", "Check the disk");
  }
}
