package io.quittance.retraining.dataset;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// Three slices of one data set, each wholly later than the one before: what trains the trees, what
/// stops and calibrates them, and what judges them.
///
/// Decisions of one instant are never torn apart. Accounts may appear in several slices, as they do
/// in life: a model scores accounts it has learned from. How many do is told by
/// [#sharedAccountRate()].
public record TimeSplit(LabelledRows train, LabelledRows calibration, LabelledRows evaluation) {

  /// Splits by decision time.
  ///
  /// @param trainShare share of rows that train, in (0, 1)
  /// @param calibrationShare share of rows after them that stop and calibrate
  /// @throws BadDataException when a slice lacks one of the classes
  public static TimeSplit of(LabelledRows data, double trainShare, double calibrationShare) {
    int first = boundary(data, (int) Math.round(data.size() * trainShare));
    int second =
        Math.max(
            first, boundary(data, (int) Math.round(data.size() * (trainShare + calibrationShare))));
    TimeSplit split =
        new TimeSplit(
            data.slice(0, first), data.slice(first, second), data.slice(second, data.size()));
    requireBoth("training", split.train);
    requireBoth("calibration", split.calibration);
    requireBoth("evaluation", split.evaluation);
    return split;
  }

  /// The share of evaluation rows whose account also trained, in [0, 1].
  public double sharedAccountRate() {
    Set<String> trained = new HashSet<>(Arrays.asList(train.accounts()));
    long shared = Arrays.stream(evaluation.accounts()).filter(trained::contains).count();
    return (double) shared / evaluation.size();
  }

  private static int boundary(LabelledRows data, int wanted) {
    long[] times = data.decidedAtMicros();
    int at = Math.min(wanted, times.length);
    while (at > 0 && at < times.length && times[at] == times[at - 1]) {
      at++;
    }
    return at;
  }

  private static void requireBoth(String name, LabelledRows slice) {
    if (!slice.hasBothClasses()) {
      throw new BadDataException(
          "the "
              + name
              + " slice has "
              + slice.size()
              + " rows and "
              + slice.positives()
              + " positive ones: it needs both classes; take a longer period");
    }
  }
}
