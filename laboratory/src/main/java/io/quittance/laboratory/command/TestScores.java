package io.quittance.laboratory.command;

import io.quittance.laboratory.evaluation.Judgement;
import io.quittance.laboratory.export.ExportedModel;
import io.quittance.laboratory.fit.Fitted;
import io.quittance.laboratory.metric.Segment;
import io.quittance.laboratory.metric.ValueMatrix;
import io.quittance.laboratory.table.TableColumn;
import io.quittance.laboratory.table.file.CsvText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Scores of rows that the model was not trained on.
///
/// @param uncalibrated probabilities of the test rows: the logistic function of the margin
/// @param calibrated calibrated probabilities of the test rows
/// @param calibrationProbabilities calibrated probabilities of the calibration rows
@SuppressWarnings("ArrayRecordComponent")
record TestScores(double[] uncalibrated, double[] calibrated, double[] calibrationProbabilities) {

  private static final int MOST_VALUES = 12;

  static TestScores of(Fitted fitted, TrainingData data) {
    double[] margins = fitted.model().margins(data.test());
    return new TestScores(
        Arrays.stream(margins).map(margin -> 1 / (1 + Math.exp(-margin))).toArray(),
        Arrays.stream(margins).map(fitted.calibration()::probability).toArray(),
        Arrays.stream(fitted.model().margins(data.calibration()))
            .map(fitted.calibration()::probability)
            .toArray());
  }

  /// Computes all metrics, with slices by the protected columns.
  Judgement judge(TrainingData data, Optional<ValueMatrix> values, long seed) {
    Judgement.Options options = Judgement.Options.STANDARD.withSeed(seed);
    options = options.withSegments(segments(data));
    if (values.isPresent()) {
      options = options.withValues(values.get());
    }
    return Judgement.of(calibrated, data.test().labels(), options);
  }

  private static List<Segment> segments(TrainingData data) {
    List<Segment> segments = new ArrayList<>();
    for (TableColumn column : data.table().pick(data.parts().test()).protectedColumns()) {
      String[] values =
          IntStream.range(0, data.test().size()).mapToObj(column::text).toArray(String[]::new);
      long distinct = Arrays.stream(values).distinct().count();
      if (distinct > MOST_VALUES && column instanceof TableColumn.Numbers numbers) {
        segments.add(Segment.quartiles(column.name(), numbers.values()));
      } else if (distinct <= MOST_VALUES) {
        segments.add(Segment.of(column.name(), values));
      }
    }
    return segments;
  }

  /// Returns the content of `predictions.csv`: the test rows by their row number in the file, with
  /// the scores that `score` would give.
  static String csv(TrainingData data, ExportedModel model) {
    double[] probabilities = model.probabilities(data.test().values());
    Optional<String[]> ids = data.table().ids();
    List<String> header = new ArrayList<>(List.of("row"));
    ids.ifPresent(_ -> header.add("id"));
    header.addAll(List.of("label", "probability"));
    StringBuilder text = new StringBuilder(CsvText.COMMA.line(header));
    for (int i = 0; i < probabilities.length; i++) {
      int row = data.parts().test()[i];
      List<String> fields = new ArrayList<>(List.of(Integer.toString(row + 1)));
      ids.ifPresent(all -> fields.add(all[row]));
      fields.add(data.test().labels()[i] ? "1" : "0");
      fields.add(Double.toString(probabilities[i]));
      text.append(CsvText.COMMA.line(fields));
    }
    return text.toString();
  }
}
