package io.quittance.scoring.command;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The records of a CSV file in UTF-8, gzipped or not, separated by comma, semicolon, tab or bar:
/// whichever divides the header into most columns. Read one after the other; to be closed.
final class CsvSource implements AutoCloseable {

  private static final int PEEK = 64 * 1024;
  private static final int BUFFER = 4 << 20;
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final int GZIP_MAGIC = 0x8b1f;

  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;
  private final char separator;
  private long line;

  private CsvSource(CsvReader<CsvRecord> reader, char separator, Path file) throws IOException {
    this.reader = reader;
    this.separator = separator;
    this.records = reader.iterator();
    CsvRecord first = next(file);
    if (first == null) {
      reader.close();
      throw new CommandFailedException(file + " has no header");
    }
    this.header =
        first.getFields().stream().map(name -> name.replace("\uFEFF", "").strip()).toList();
  }

  /// @throws CommandFailedException when the file has no header
  static CsvSource open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), PEEK);
    try {
      bytes.mark(2);
      int magic = bytes.read() | bytes.read() << 8;
      bytes.reset();
      if (magic == GZIP_MAGIC) {
        bytes = new BufferedInputStream(new GZIPInputStream(bytes, PEEK), PEEK);
      }
      char separator = separator(bytes);
      return new CsvSource(
          CsvReader.builder()
              .fieldSeparator(separator)
              .skipEmptyLines(true)
              .allowExtraFields(true)
              .allowMissingFields(true)
              .maxBufferSize(BUFFER)
              .ofCsvRecord(new InputStreamReader(bytes, StandardCharsets.UTF_8)),
          separator,
          file);
    } catch (EOFException | ZipException e) {
      bytes.close();
      throw new CommandFailedException(
          "%s cannot be read after line 0: %s".formatted(file, e.getMessage()));
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  List<String> header() {
    return header;
  }

  char separator() {
    return separator;
  }

  /// The next record, null after the last.
  ///
  /// @throws CommandFailedException when the rest of the file is no CSV, with its line
  @Nullable CsvRecord next(Path file) {
    try {
      if (!records.hasNext()) {
        return null;
      }
      CsvRecord next = records.next();
      line = next.getStartingLineNumber();
      return next;
    } catch (CsvParseException | UncheckedIOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CommandFailedException(
          "%s cannot be read after line %d: %s".formatted(file, line, cause.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static char separator(InputStream bytes) throws IOException {
    bytes.mark(PEEK);
    String head = new String(bytes.readNBytes(PEEK - 1), StandardCharsets.UTF_8);
    bytes.reset();
    char best = ',';
    long most = 0;
    String line = head.lines().findFirst().orElse("");
    for (char candidate : SEPARATORS) {
      long count = line.chars().filter(c -> c == candidate).count();
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }
}
