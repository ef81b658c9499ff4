package io.quittance.laboratory.published;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Published data sets, where they are at hand: `$QUITTANCE_DATA` or `../shared/data`.
record PublishedData(List<NamedCsvRecord> records) {

  /// Skips the test when the file is absent.
  static PublishedData read(String name, char separator) throws IOException {
    String directory = System.getenv("QUITTANCE_DATA");
    Path file =
        Stream.of(directory == null ? "" : directory, "../shared/data", "../../shared/data")
            .map(place -> Path.of(place, name))
            .filter(Files::isReadable)
            .findFirst()
            .orElse(Path.of(name));
    assumeTrue(
        Files.isReadable(file),
        "Skipped: " + name + " is absent (set QUITTANCE_DATA to its place)");
    List<NamedCsvRecord> records = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .ofNamedCsvRecord(
                new InputStreamReader(
                    new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))),
                    StandardCharsets.UTF_8))) {
      csv.forEach(records::add);
    }
    return new PublishedData(records);
  }

  PublishedData where(Predicate<NamedCsvRecord> wanted) {
    return new PublishedData(records.stream().filter(wanted).toList());
  }

  /// All columns but some; those with a value that is no number are categories.
  Examples examples(Set<String> without, Predicate<NamedCsvRecord> label) {
    List<Column> columns =
        records.getFirst().getHeader().stream()
            .filter(name -> !without.contains(name))
            .map(this::column)
            .toList();
    float[] values = new float[records.size() * columns.size()];
    boolean[] labels = new boolean[records.size()];
    int next = 0;
    for (int i = 0; i < labels.length; i++) {
      for (Column column : columns) {
        String text = records.get(i).getField(column.name());
        values[next++] =
            column.categorical() ? column.categories().indexOf(text) : Float.parseFloat(text);
      }
      labels[i] = label.test(records.get(i));
    }
    return Examples.of(columns, values, labels);
  }

  private Column column(String name) {
    List<String> distinct =
        records.stream().map(row -> row.getField(name)).distinct().sorted().toList();
    return distinct.stream().allMatch(PublishedData::isNumber)
        ? Column.numeric(name)
        : new Column(name, distinct);
  }

  private static boolean isNumber(String text) {
    try {
      Float.parseFloat(text);
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
