package io.quittance.laboratory.evaluation;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.laboratory.explain.ImportanceSelection.Judged;
import io.quittance.laboratory.explain.ImportanceSelection.Verdict;
import io.quittance.laboratory.metric.Curves;
import io.quittance.laboratory.metric.PairedComparison;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The facts about a model that the model card and the report state, in plain words and numbers.
///
/// @param model name of the model
/// @param purpose what the model predicts and for what use, in a sentence or two
/// @param positive the meaning of a true label, such as "the client defaults next month"
/// @param family slug of the chosen family
/// @param created time of creation, as ISO 8601 text
/// @param judgement on rows that the model has not seen, with the chosen calibration
/// @param baseline another model on the same rows
/// @param parity how much the ONNX graph differs from the trainer, in a sentence
/// @param reproducibility hashes, seed, command, versions
/// @param limits the uses for which the model must not be trusted
/// @param selection which features are worth keeping, if that was assessed
/// @param effects what was learnt of the effects of contacts, in sentences; empty where nobody
///   asked
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
    Optional<SelectionFacts> selection,
    List<String> effects) {

  /// Creates facts without effects of contacts.
  public ModelFacts(
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
    this(
        model,
        purpose,
        positive,
        family,
        created,
        data,
        families,
        search,
        calibration,
        judgement,
        baseline,
        parity,
        reproducibility,
        limits,
        selection,
        List.of());
  }

  public ModelFacts {
    effects = List.copyOf(effects);
    families = List.copyOf(families);
    reproducibility = List.copyOf(reproducibility);
    limits = List.copyOf(limits);
  }

  /// The data that the model was made from.
  ///
  /// @param sentences where the rows come from and what was left out
  /// @param features number of columns that the model reads
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
  /// @param from time of its first row; empty when rows have no time
  /// @param to time of its last row; empty when rows have no time
  public record Part(String name, long rows, long positives, String from, String to) {}

  /// One finding of a data check.
  ///
  /// @param rule its identifier
  /// @param severity `ok`, `warn` or `fail`
  /// @param column empty when the finding concerns the whole table
  public record Finding(String rule, String severity, String column, String message) {}

  /// The best model of one family.
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

  /// How the parameters were searched.
  ///
  /// @param budget in words
  public record SearchFacts(
      String method, String budget, long seed, int folds, double seconds, List<Trial> trials) {
    public SearchFacts {
      trials = List.copyOf(trials);
    }
  }

  /// One trial of the search.
  ///
  /// @param logLoss mean over the folds that ran
  /// @param pruned whether the trial was pruned before its last fold
  public record Trial(
      int number,
      String family,
      double logLoss,
      boolean pruned,
      String parameters,
      double seconds) {}

  /// Whether and how the probabilities were calibrated, and the effect on the evaluation rows.
  ///
  /// @param kept whether the model uses it
  /// @param reason why the calibration was kept or not
  /// @param errorBefore expected calibration error of the raw probabilities
  /// @param errorAfter expected calibration error of the probabilities that the model returns
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

    /// Measures both errors on rows that the model has not seen.
    ///
    /// @throws IllegalArgumentException when the lengths differ or a probability is not a number
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

  /// Another model on the same rows. The first model of the comparison is the model that these
  /// facts describe.
  public record Baseline(String name, PairedComparison comparison) {}

  /// Which features are worth keeping, assessed on held-out rows of folds of the training rows.
  ///
  /// @param family the family that was fitted with shadows, which are shuffled copies of all
  ///   features
  /// @param repeats number of shuffles of each feature in each fold
  /// @param rows maximum number of held-out rows used per fold
  /// @param atLeast share of all shuffles in which a feature must beat every shadow to be kept
  /// @param features features of the first fit; drops are in the area under the ROC curve
  /// @param outcome what was done with the verdicts, as a sentence
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

    /// Returns the features with this verdict.
    public List<String> judged(Verdict verdict) {
      return features.stream()
          .filter(feature -> feature.verdict() == verdict)
          .map(Judged::feature)
          .toList();
    }

    /// Returns how the features were assessed and what was done with the verdicts.
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

  /// A fact that is needed to reproduce the model.
  public record Fact(String name, String value) {}
}
