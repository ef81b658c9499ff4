package io.quittance.retraining.candidate;

import io.quittance.laboratory.fit.Trainers;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/// What is trained, and on what.
@ConfigMapping(prefix = "quittance.training")
public interface TrainingConfig {

  /// Trees of a boosted forest, or epochs of a network, at most.
  @WithDefault("200")
  int maxTrees();

  /// Depth at most. Shallow trees keep the explanations of each decision fast.
  @WithDefault("4")
  int maxDepth();

  /// Borders per feature; 64 trains nearly twice as fast as 256.
  @WithDefault("64")
  int maxBin();

  /// Rounds without a better log loss before a training stops.
  @WithDefault("20")
  int patience();

  /// Trainings at once, one thread each.
  @WithDefault("2")
  int threads();

  /// Of everything drawn.
  @WithDefault("20260101")
  long seed();

  /// Share of the rows in order of time whose seen accounts train.
  @WithDefault("0.55")
  double trainShare();

  /// Share of the rows after them whose seen accounts calibrate; of the rest, the last ones, the
  /// held-out accounts evaluate.
  @WithDefault("0.15")
  double calibrationShare();

  /// Share of the accounts that are held out for the evaluation.
  @WithDefault("0.30")
  double heldOutShare();

  /// Fewest rows of each part; the registry's gate asks for as many in the evidence.
  @WithDefault("300")
  int minPartRows();

  /// Fewest rows of the rarer class in each part; the registry's gate asks for as many.
  @WithDefault("30")
  int minPartClass();

  /// Fewest rows of the data set.
  @WithDefault("500")
  int minRows();

  /// Fewest rows of the rarer class in the data set.
  @WithDefault("50")
  int minClass();

  /// Most rows to ask for, the newest.
  @WithDefault("500000")
  int maxRows();

  /// Largest data set to download, bytes.
  @WithDefault("268435456")
  long maxDatasetBytes();

  /// The longest time that the feedback service may take to build a data set.
  @WithDefault("PT5M")
  Duration datasetPatience();

  /// The longest time that the download of a data set may take.
  @WithDefault("PT10M")
  Duration datasetDownloadTimeout();

  /// Families that are tried, by their slugs. Forests alone by default, so that a champion is
  /// scored by a flat forest and each decision explained exactly.
  @WithDefault("xgboost,lightgbm")
  List<String> families();

  /// Trials of the search, over all families.
  @WithDefault("12")
  int trials();

  /// Folds on which each trial is judged.
  @WithDefault("3")
  int folds();

  /// Whether the best of several families are stacked where that is better beyond noise.
  @WithDefault("true")
  boolean stack();

  /// What bounds every training.
  default Limits limits() {
    return new Limits(maxTrees(), patience(), maxDepth(), maxBin(), seed());
  }

  /// One trainer a family, in the order given.
  ///
  /// @throws IllegalArgumentException when a family is unknown
  default List<Trainer> trainers() {
    return families().stream()
        .map(
            slug ->
                Family.of(slug.strip())
                    .flatMap(Trainers::of)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "quittance.training.families has no family " + slug)))
        .toList();
  }
}
