package io.quittance.laboratory.table.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.TableLimits;
import io.quittance.laboratory.table.schema.TableSchema;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A CSV file in UTF-8, optionally gzipped, with or without a byte order mark. Invalid UTF-8 bytes
/// are read as U+FFFD, so that the reader can name the cell.
public final class CsvSource implements RowSource {

  private static final int BUFFER = 4 << 20;

  private final Problems problems;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final List<String> header;
  private long line = 1;

  /// @param file a text or gzip file
  public CsvSource(
      Path file,
      OpenFile.Kind kind,
      TableSchema.Format format,
      TableLimits limits,
      Problems problems)
      throws IOException {
    this.problems = problems;
    this.reader =
        CsvReader.builder()
            .fieldSeparator(format.delimiter())
            .quoteCharacter(format.quote())
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .maxBufferSize(BUFFER)
            .ofCsvRecord(
                new InputStreamReader(open(file, kind, limits, problems), StandardCharsets.UTF_8));
    this.records = reader.iterator();
    Row first = next();
    if (first == null) {
      throw problems.stop("empty", 0, "the file has no lines", "Export the data again");
    }
    this.header = withoutMark(first.cells()).stream().map(String::strip).toList();
  }

  /// Opens a CSV file and detects its delimiter. Blocks.
  ///
  /// @throws BadDataException when the file is missing, empty, not UTF-8 text or a Parquet file
  public static CsvSource open(Path file) throws IOException {
    TableLimits limits = TableLimits.STANDARD;
    Problems problems = new Problems(OpenFile.name(file), "line");
    OpenFile.Kind kind = OpenFile.kind(file, problems, limits);
    if (kind == OpenFile.Kind.PARQUET) {
      throw problems.stop("not-csv", 0, "it is a Parquet file", "Export it as CSV, gzipped or not");
    }
    return new CsvSource(file, kind, DetectFormat.of(file, kind, limits), limits, problems);
  }

  private static InputStream open(
      Path file, OpenFile.Kind kind, TableLimits limits, Problems problems) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return kind == OpenFile.Kind.GZIP
          ? new Bounded(new GZIPInputStream(bytes, 1 << 16), limits.unpacked(), problems)
          : bytes;
    } catch (IOException e) {
      bytes.close();
      throw OpenFile.broken(problems, e, 0);
    }
  }

  private static List<String> withoutMark(List<String> cells) {
    if (cells.isEmpty() || !cells.getFirst().startsWith("\uFEFF")) {
      return cells;
    }
    List<String> plain = new ArrayList<>(cells);
    plain.set(0, cells.getFirst().substring(1).replaceAll("^\"|\"$", ""));
    return plain;
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public @Nullable Row next() throws IOException {
    try {
      if (!records.hasNext()) {
        return null;
      }
      CsvRecord record = records.next();
      line = record.getStartingLineNumber();
      return new Row(line, record.getFields());
    } catch (CsvParseException e) {
      throw malformed(e);
    } catch (UncheckedIOException e) {
      throw OpenFile.broken(problems, e, line);
    }
  }

  private BadDataException malformed(CsvParseException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof BadDataException known) {
        return known;
      }
      if (at instanceof IOException) {
        return OpenFile.broken(problems, failure, line);
      }
    }
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    long at = line + 1;
    if (message.contains("unclosed") || message.contains("not closed")) {
      return problems.stop(
          "unclosed-quote",
          at,
          "a quote is opened but never closed",
          "Close it, or write a quote inside a value twice");
    }
    if (message.contains("buffer")) {
      return problems.stop(
          "cell-size",
          at,
          "a row is longer than " + (BUFFER >> 20) + " million characters",
          "An earlier quote may be unclosed; otherwise, shorten the row");
    }
    return problems.stop(
        "quote",
        at,
        "there is text after a closing quote",
        "Write a quote inside a value twice, or name another quote character in the schema");
  }

  @Override
  public boolean text() {
    return true;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /// Refuses a small file that expands without end (a decompression bomb).
  private static final class Bounded extends FilterInputStream {

    private final Problems problems;
    private long left;

    Bounded(InputStream in, long most, Problems problems) {
      super(in);
      this.left = most;
      this.problems = problems;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = super.read(target, offset, length);
      left -= Math.max(0, n);
      if (left < 0) {
        throw problems.stop(
            "file-size", 0, "the compressed file is too large when unpacked", "Take a sample");
      }
      return n;
    }
  }
}
