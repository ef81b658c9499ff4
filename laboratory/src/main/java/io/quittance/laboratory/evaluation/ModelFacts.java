package io.quittance.laboratory.evaluation;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.laboratory.explain.ImportanceSelection.Judged;
import io.quittance.laboratory.explain.ImportanceSelection.Verdict;
import io.quittance.laboratory.metric.Curves;
import io.quittance.laboratory.metric.PairedComparison;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the model card and the report tell of a model, in plain words and numbers.
///
/// @param model its name
/// @param purpose what it predicts and what for, in a sentence or two
/// @param positive what a true label says, such as "the client defaults next month"
/// @param family slug of the one chosen
/// @param created when, as ISO 8601 text
/// @param judgement on rows that the model has not seen, with the calibration chosen
/// @param baseline another model on the same rows
/// @param parity how far the ONNX graph is from the trainer, in a sentence
/// @param reproducibility hashes, seed, command, versions
/// @param limits what the model is not to be trusted with
/// @param selection which features earn their place, where that was judged
public record ModelFacts(
    String model,
    String purpose,
    String positive,
    String family,
    String created,
    DataFacts data,
    List<FamilyResult> families,
    SearchFacts search,
    CalibrationFacts calibration,
    Judgement judgement,
    Optional<Baseline> baseline,
    String parity,
    List<Fact> reproducibility,
    List<String> limits,
    Optional<SelectionFacts> selection) {

  public ModelFacts {
    families = List.copyOf(families);
    reproducibility = List.copyOf(reproducibility);
    limits = List.copyOf(limits);
  }

  /// What it was made from.
  ///
  /// @param sentences where rows come from and what was left out
  /// @param features how many columns it reads
  public record DataFacts(
      List<String> sentences, int features, List<Part> parts, List<Finding> findings) {
    public DataFacts {
      sentences = List.copyOf(sentences);
      parts = List.copyOf(parts);
      findings = List.copyOf(findings);
    }
  }

  /// One part of the split.
  ///
  /// @param from time of its first row, empty where rows have no time
  /// @param to time of its last row, empty where rows have no time
  public record Part(String name, long rows, long positives, String from, String to) {}

  /// What a check of the data found.
  ///
  /// @param rule its identifier
  /// @param severity `ok`, `warn` or `fail`
  /// @param column empty where it is about the whole table
  public record Finding(String rule, String severity, String column, String message) {}

  /// The best of one family.
  ///
  /// @param family slug, or the name of an ensemble
  /// @param logLoss mean over the folds
  public record FamilyResult(
      String family,
      int trials,
      double logLoss,
      String parameters,
      double seconds,
      boolean chosen) {}

  /// How parameters were searched.
  ///
  /// @param budget in words
  public record SearchFacts(
      String method, String budget, long seed, int folds, double seconds, List<Trial> trials) {
    public SearchFacts {
      trials = List.copyOf(trials);
    }
  }

  /// One point tried.
  ///
  /// @param logLoss mean over the folds that ran
  /// @param pruned whether it was given up before its last fold
  public record Trial(
      int number,
      String family,
      double logLoss,
      boolean pruned,
      String parameters,
      double seconds) {}

  /// Whether and how probabilities were calibrated, and what that did on the rows of the judgement.
  ///
  /// @param kept whether the model uses it
  /// @param reason why it was kept or not
  /// @param errorBefore expected calibration error of the raw probabilities
  /// @param errorAfter of those that the model gives
  public record CalibrationFacts(
      String kind,
      boolean kept,
      String reason,
      double errorBefore,
      double errorAfter,
      List<Curves.CalibrationBin> before,
      List<Curves.CalibrationBin> after) {

    private static final int BINS = 10;

    public CalibrationFacts {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    /// Measures both on rows that the model has not seen.
    ///
    /// @throws IllegalArgumentException when lengths differ or a probability is not a number
    public static CalibrationFacts of(
        String kind,
        boolean kept,
        String reason,
        double[] uncalibrated,
        double[] calibrated,
        boolean[] labels) {
      return new CalibrationFacts(
          kind,
          kept,
          reason,
          ClassificationMetrics.expectedCalibrationError(uncalibrated, labels),
          ClassificationMetrics.expectedCalibrationError(calibrated, labels),
          Curves.calibration(uncalibrated, labels, BINS),
          Curves.calibration(calibrated, labels, BINS));
    }
  }

  /// Another model on the same rows; the comparison's first is the model of these facts.
  public record Baseline(String name, PairedComparison comparison) {}

  /// Which features earn their place, judged on held rows of folds of the training rows.
  ///
  /// @param family that was fitted with shadows, shuffled copies of all features
  /// @param repeats shufflings of each feature in each fold
  /// @param rows the most held rows that a fold judged on
  /// @param atLeast share of all shufflings in which a kept feature beats every shadow
  /// @param features of the first fit, drops in area under the ROC curve
  /// @param outcome what became of the verdicts, a sentence
  public record SelectionFacts(
      String family,
      int folds,
      int repeats,
      int rows,
      double atLeast,
      List<Judged> features,
      String outcome) {

    public SelectionFacts {
      features = List.copyOf(features);
    }

    /// The features judged so.
    public List<String> judged(Verdict verdict) {
      return features.stream()
          .filter(feature -> feature.verdict() == verdict)
          .map(Judged::feature)
          .toList();
    }

    /// How it was judged and what came of it.
    public String words() {
      List<String> dropped = judged(Verdict.DROP);
      return String.format(
          Locale.ROOT,
          "Judged by permutation importance on the held-out rows of %d folds of the training rows,"
              + " %d of %d features beat every shuffled copy in at least %.0f %% of %d shufflings"
              + " (%s)%s. %s",
          folds,
          features.size() - dropped.size(),
          features.size(),
          100 * atLeast,
          folds * repeats,
          family,
          dropped.isEmpty() ? "" : "; the others are " + String.join(", ", dropped),
          outcome);
    }
  }

  /// Something that is needed to make the model again.
  public record Fact(String name, String value) {}
}
