package io.quittance.retraining.evaluation;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.core.metric.Curves;
import io.quittance.core.metric.PairedComparison;
import java.util.List;
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
    List<String> limits) {

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

  /// Something that is needed to make the model again.
  public record Fact(String name, String value) {}
}
