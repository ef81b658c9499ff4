package io.quittance.retraining.candidate;

import io.quittance.laboratory.training.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/// Configures training and its data.
@ConfigMapping(prefix = "quittance.training")
public interface TrainingConfig {

  /// The most trees of a boosted forest, or epochs of a network.
  @WithDefault("200")
  int maxTrees();

  /// The largest depth of a tree. Shallow trees keep the explanation of each decision fast.
  @WithDefault("4")
  int maxDepth();

  /// The number of bins per feature; 64 trains nearly twice as fast as 256.
  @WithDefault("64")
  int maxBin();

  /// Rounds without a better log loss before a training stops.
  @WithDefault("20")
  int patience();

  /// The number of concurrent trainings, one thread each.
  @WithDefault("2")
  int threads();

  /// The seed of every random choice.
  @WithDefault("20260101")
  long seed();

  /// Share of the rows, earliest first, whose seen accounts train.
  @WithDefault("0.55")
  double trainShare();

  /// Share of the rows after those whose seen accounts calibrate. Among the remaining, latest rows,
  /// the held-out accounts evaluate.
  @WithDefault("0.15")
  double calibrationShare();

  /// Share of the accounts that are held out for the evaluation.
  @WithDefault("0.30")
  double heldOutShare();

  /// Fewest rows of each part; the registry's gate requires as many in the evidence.
  @WithDefault("300")
  int minPartRows();

  /// Fewest rows of the rarer class in each part; the registry's gate requires as many.
  @WithDefault("30")
  int minPartClass();

  /// Fewest rows of the data set.
  @WithDefault("500")
  int minRows();

  /// Fewest rows of the rarer class in the data set.
  @WithDefault("50")
  int minClass();

  /// Most rows to request; the newest are chosen.
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

  /// Slugs of the families to search. By default only forests, so that scoring uses a flat forest
  /// and explains each decision exactly.
  @WithDefault("xgboost,lightgbm")
  List<String> families();

  /// The number of trials of the search, over all families.
  @WithDefault("12")
  int trials();

  /// The number of folds on which each trial is evaluated.
  @WithDefault("3")
  int folds();

  /// Whether the best models of several families are stacked where the gain exceeds noise.
  @WithDefault("true")
  boolean stack();

  /// Returns the limits of every training.
  default Limits limits() {
    return new Limits(maxTrees(), patience(), maxDepth(), maxBin(), seed());
  }
}
