package io.quittance.laboratory.dataset;

import io.quittance.laboratory.quality.DataQuality;
import io.quittance.laboratory.quality.QualityBaseline;
import io.quittance.laboratory.quality.QualityFinding;
import io.quittance.laboratory.quality.QualityGate;
import io.quittance.laboratory.quality.QualityLimits;
import io.quittance.laboratory.table.problem.BadDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The minimum requirements that a data set and each of its parts must meet before training.
///
/// @param minRows minimum number of rows
/// @param minOfEachClass minimum number of rows of the rarer class
/// @param minPartRows minimum number of rows of a part, at least 1
/// @param minPartOfEachClass minimum number of rows of the rarer class in a part, at least 1
public record DataGate(int minRows, int minOfEachClass, int minPartRows, int minPartOfEachClass) {

  /// The feature catalogue computes every feature as of its decision, so a feature that knows more
  /// than all others is informative rather than a leak.
  private static final Set<String> TOLERATED = Set.of("DQ10");

  /// Imbalanced classes, missing values and constant columns have their own sentences.
  private static final Set<String> TOLD_ELSEWHERE = Set.of("DQ03", "DQ04", "DQ06");

  public DataGate {
    if (minPartRows < 1 || minPartOfEachClass < 1) {
      throw new IllegalArgumentException("each part needs at least one row of each class");
    }
  }

  /// What is notable about data that passed the gate.
  ///
  /// @param rows all rows
  /// @param positives rows with a true label
  /// @param constant features that have only one value
  /// @param missing features that have no values
  /// @param quality the other findings of the quality rules, as sentences
  public record Findings(
      int rows, int positives, List<String> constant, List<String> missing, List<String> quality) {

    /// Creates the findings for data in which the quality rules found nothing else.
    public Findings(int rows, int positives, List<String> constant, List<String> missing) {
      this(rows, positives, constant, missing, List.of());
    }

    /// Returns the share of positive labels, in (0, 1).
    public double positiveRate() {
      return (double) positives / rows;
    }

    /// Returns the findings as sentences, for the model card and the job history.
    public List<String> sentences() {
      List<String> sentences = new ArrayList<>();
      sentences.add(
          String.format(
              Locale.ROOT,
              "%d rows, %d of them positive (%.1f %%).",
              rows,
              positives,
              100 * positiveRate()));
      double minority = Math.min(positiveRate(), 1 - positiveRate());
      if (minority < 0.1) {
        sentences.add(
            String.format(
                Locale.ROOT,
                "The classes are imbalanced (%.1f %% in the rarer one). Rows are not reweighted, so"
                    + " the probabilities stay unbiased.",
                100 * minority));
      }
      if (!missing.isEmpty()) {
        sentences.add("Columns without values: " + String.join(", ", missing) + ".");
      }
      if (!constant.isEmpty()) {
        sentences.add("Columns with only one value: " + String.join(", ", constant) + ".");
      }
      sentences.addAll(quality);
      return sentences;
    }
  }

  /// Accepts or refuses the data without a baseline.
  ///
  /// @throws BadDataException as [#check(LabelledRows, List)] does
  public Findings check(LabelledRows data) {
    return check(data, List.of());
  }

  /// Accepts or refuses the data.
  ///
  /// @param baseline the data that the champion was trained on; may be empty
  /// @throws BadDataException when there are too few rows in total or of a class, no feature
  ///   carries information, a value is infinite, or a quality rule reports an error
  public Findings check(LabelledRows data, List<QualityBaseline> baseline) {
    int rows = data.size();
    int positives = data.positives();
    if (rows < minRows) {
      throw new BadDataException(
          "the data set has " + rows + " rows; training needs at least " + minRows);
    }
    int rarer = Math.min(positives, rows - positives);
    if (rarer < minOfEachClass) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "the data set has %d positive and %d negative labels; training needs at least %d of each",
              positives,
              rows - positives,
              minOfEachClass));
    }
    List<String> constant = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (int j = 0; j < data.width(); j++) {
      inspect(data, j, constant, missing);
    }
    if (constant.size() + missing.size() == data.width()) {
      throw new BadDataException("no feature of the data set varies");
    }
    return new Findings(
        rows, positives, List.copyOf(constant), List.copyOf(missing), quality(data, baseline));
  }

  private List<String> quality(LabelledRows data, List<QualityBaseline> baseline) {
    DataQuality report =
        InspectQuality.of(
            data.examples(), baseline, QualityLimits.STANDARD.withSizes(minRows, minOfEachClass));
    InspectQuality.require(new QualityGate(TOLERATED), report);
    return report.findings().stream()
        .filter(finding -> !TOLD_ELSEWHERE.contains(finding.rule()))
        .map(QualityFinding::sentence)
        .toList();
  }

  /// Accepts or refuses the parts.
  ///
  /// @throws BadDataException when a part has too few rows in total or of a class; the message
  ///   names the part and the counts
  public void check(AccountTimeSplit split) {
    List<String> lacking = new ArrayList<>();
    lack(lacking, "training", "seen accounts, earliest decisions", split.train());
    lack(lacking, "calibration", "seen accounts, next decisions", split.calibration());
    lack(lacking, "evaluation", "held-out accounts, last decisions", split.evaluation());
    if (!lacking.isEmpty()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s; each part needs at least %d rows and %d of each class: use a longer period or"
                  + " more accounts. %s.",
              String.join("; ", lacking),
              minPartRows,
              minPartOfEachClass,
              split.shares().words()));
    }
  }

  private void lack(List<String> lacking, String name, String whose, LabelledRows part) {
    int positives = part.positives();
    int negatives = part.size() - positives;
    if (part.size() < minPartRows || Math.min(positives, negatives) < minPartOfEachClass) {
      lacking.add(
          String.format(
              Locale.ROOT,
              "the %s part (%s) has %d rows, %d positive and %d negative",
              name,
              whose,
              part.size(),
              positives,
              negatives));
    }
  }

  private static void inspect(
      LabelledRows data, int column, List<String> constant, List<String> missing) {
    String name = data.features().get(column);
    float first = Float.NaN;
    boolean varies = false;
    boolean gaps = false;
    for (int i = 0; i < data.size(); i++) {
      float value = data.values()[i * data.width() + column];
      if (Float.isInfinite(value)) {
        throw new BadDataException("feature " + name + " has an infinite value");
      }
      if (Float.isNaN(value)) {
        gaps = true;
      } else if (Float.isNaN(first)) {
        first = value;
      } else {
        varies |= value != first;
      }
    }
    if (Float.isNaN(first)) {
      missing.add(name);
    } else if (!varies && !gaps) {
      constant.add(name);
    }
  }
}
