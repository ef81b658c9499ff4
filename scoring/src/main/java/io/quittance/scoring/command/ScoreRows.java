package io.quittance.scoring.command;

import io.quittance.laboratory.table.file.CsvText;
import io.quittance.scoring.inference.BatchModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Scores chunks of rows and writes them as text, in the order of the rows. Immutable and
/// thread-safe.
///
/// @param explainer adds columns that explain each row
record ScoreRows(BatchModel model, RowReader reader, CsvText csv, RowExplainer explainer) {

  /// A row of the file.
  ///
  /// @param number number of the row, from 1, without the header
  /// @param line line of the file on which the row begins
  record Row(long number, long line, List<String> fields) {}

  /// The text of a chunk.
  ///
  /// @param scoredText lines of the output
  /// @param rejectedText lines of the file of rows that cannot be read
  record Answer(
      String scoredText,
      String rejectedText,
      int scored,
      int rejected,
      int unknownCategories,
      Optional<String> firstReason) {}

  /// Returns the names of the output's columns.
  List<String> header() {
    List<String> names = new ArrayList<>(List.of("row"));
    if (reader.hasId()) {
      names.add("id");
    }
    names.addAll(List.of("probability", "margin"));
    names.addAll(explainer.columns());
    return names;
  }

  Answer answer(List<Row> rows) {
    int width = reader.width();
    float[] values = new float[rows.size() * width];
    List<Row> readable = new ArrayList<>(rows.size());
    StringBuilder rejected = new StringBuilder();
    Optional<String> firstReason = Optional.empty();
    int unknown = 0;
    for (Row row : rows) {
      try {
        unknown += reader.read(row.fields(), values, readable.size() * width);
        readable.add(row);
      } catch (RowReader.BadCellException e) {
        String reason = "line %d: %s".formatted(row.line(), e.getMessage());
        firstReason = firstReason.or(() -> Optional.of(reason));
        rejected.append(rejectedLine(row, reason));
      }
    }
    return new Answer(
        scored(readable, Arrays.copyOf(values, readable.size() * width)),
        rejected.toString(),
        readable.size(),
        rows.size() - readable.size(),
        unknown,
        firstReason);
  }

  private String rejectedLine(Row row, String reason) {
    List<String> fields = new ArrayList<>(List.of(Long.toString(row.number()), reason));
    fields.addAll(row.fields());
    return csv.line(fields);
  }

  private String scored(List<Row> rows, float[] values) {
    if (rows.isEmpty()) {
      return "";
    }
    int width = reader.width();
    BatchModel.Scores scores = model.score(values);
    StringBuilder text = new StringBuilder(rows.size() * 48);
    for (int i = 0; i < rows.size(); i++) {
      List<String> fields = new ArrayList<>(8);
      fields.add(Long.toString(rows.get(i).number()));
      if (reader.hasId()) {
        fields.add(reader.id(rows.get(i).fields()));
      }
      fields.add(Double.toString(scores.probabilities()[i]));
      fields.add(Double.toString(scores.margins()[i]));
      fields.addAll(
          explainer.fields(
              Arrays.copyOfRange(values, i * width, (i + 1) * width), scores.probabilities()[i]));
      text.append(csv.line(fields));
    }
    return text.toString();
  }
}
