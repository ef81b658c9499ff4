package io.quittance.simulator.taiwan;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;

/// Reads the file in the CSV form that UCI publishes, gzipped or plain, quoted or not. Reads only
/// the columns it needs and no protected column.
final class TaiwanFile {

  private static final List<String> STATUS =
      List.of("PAY_6", "PAY_5", "PAY_4", "PAY_3", "PAY_2", "PAY_0");
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private TaiwanFile() {}

  /// @throws IOException when the file cannot be read or has another form; the message names the
  ///   line
  static List<TaiwanClient> read(Path file) throws IOException {
    List<TaiwanClient> clients = new ArrayList<>();
    try (InputStream in = open(file);
        CsvReader<NamedCsvRecord> reader =
            CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (NamedCsvRecord row : reader) {
        clients.add(client(clients.size(), row));
      }
    }
    if (clients.isEmpty()) {
      throw new IOException(file + " contains no clients");
    }
    return List.copyOf(clients);
  }

  private static TaiwanClient client(int number, NamedCsvRecord row) throws IOException {
    try {
      List<Integer> status = new ArrayList<>();
      List<Long> bill = new ArrayList<>();
      List<Long> paid = new ArrayList<>();
      for (int month = 0; month < TaiwanClient.MONTHS; month++) {
        int column = TaiwanClient.MONTHS - month;
        status.add((int) number(row.getField(STATUS.get(month))));
        bill.add(number(row.getField("BILL_AMT" + column)));
        paid.add(number(row.getField("PAY_AMT" + column)));
      }
      boolean defaulted = number(label(row)) == 1;
      return new TaiwanClient(
          number, number(row.getField("LIMIT_BAL")), status, bill, paid, defaulted);
    } catch (NoSuchElementException | NumberFormatException e) {
      throw new IOException(
          "Line %d is not a row of the Taiwan credit card file: %s"
              .formatted(row.getStartingLineNumber(), e.getMessage()),
          e);
    }
  }

  private static String label(NamedCsvRecord row) {
    return row.findField("default payment")
        .or(() -> row.findField("default payment next month"))
        .or(() -> row.findField("default.payment.next.month"))
        .orElseThrow(() -> new NoSuchElementException("no column 'default payment'"));
  }

  private static long number(String text) {
    return (long) Double.parseDouble(text.strip());
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    raw.mark(2);
    boolean zipped = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
    raw.reset();
    return zipped ? new GZIPInputStream(raw) : raw;
  }
}
