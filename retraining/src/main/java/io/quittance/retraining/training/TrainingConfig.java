package io.quittance.retraining.training;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What is trained, and on what.
@ConfigMapping(prefix = "quittance.training")
public interface TrainingConfig {

  /// Rounds of one training at most.
  @WithDefault("200")
  int maxTrees();

  /// Depth at most; settings of the search that are deeper are cut to it. Shallow trees keep the
  /// explanations of each decision fast.
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

  /// Of the row sampling.
  @WithDefault("20260101")
  long seed();

  /// Share of the rows in order of time whose seen accounts train.
  @WithDefault("0.55")
  double trainShare();

  /// Share of the rows after them whose seen accounts stop and calibrate; of the rest, the last
  /// ones, the held-out accounts evaluate.
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

  /// How long feedback may take to make a data set.
  @WithDefault("PT5M")
  Duration datasetPatience();

  /// The points of the search, the preferred first.
  default List<Settings> candidates() {
    double[][] points = {
      {4, 0.10, 5, 0.8}, {3, 0.10, 1, 1.0}, {4, 0.05, 20, 0.8}, {5, 0.10, 50, 0.7}
    };
    List<Settings> settings = new ArrayList<>();
    for (double[] point : points) {
      settings.add(
          new Settings(
              Math.min((int) point[0], maxDepth()),
              point[1],
              point[2],
              point[3],
              maxTrees(),
              maxBin(),
              patience(),
              seed()));
    }
    return List.copyOf(settings);
  }
}
