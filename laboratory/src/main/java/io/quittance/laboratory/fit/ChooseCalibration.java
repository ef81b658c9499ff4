package io.quittance.laboratory.fit;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.laboratory.metric.LogLossDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// Chooses a calibration and refits it on all calibration rows. On rows that it was not fitted on,
/// it must lower the expected calibration error, and lower the log loss by more than noise.
/// Otherwise no calibration is used.
final class ChooseCalibration {

  /// With fewer rows of a class per half, a fit would follow noise.
  private static final int LEAST_OF_CLASS = 10;

  /// With fewer rows, an isotonic map would consist of a few wide steps.
  private static final int LEAST_FOR_ISOTONIC = 1_000;

  /// A gain whose interval contains 0 counts as noise.
  private static final double CONFIDENCE = 0.95;

  private final double[] margins;
  private final boolean[] labels;
  private final int[][] halves;

  private ChooseCalibration(double[] margins, boolean[] labels, long seed) {
    this.margins = margins;
    this.labels = labels;
    this.halves = halves(labels, seed);
  }

  /// The chosen calibration, and why it was chosen.
  record Chosen(Calibration calibration, CalibrationChoice choice) {}

  /// A kind of calibration. The simplest come first and win ties.
  private enum Kind {
    LOGISTIC(Calibration::fitLogistic),
    BETA(Calibration::fitBeta),
    ISOTONIC(Calibration::fitIsotonic);

    private final BiFunction<double[], boolean[], Calibration> fit;

    Kind(BiFunction<double[], boolean[], Calibration> fit) {
      this.fit = fit;
    }
  }

  /// @param margins of rows that the model has not seen
  /// @param labels of the same rows
  /// @param seed of the division into halves
  static Chosen run(double[] margins, boolean[] labels, long seed) {
    return new ChooseCalibration(margins, labels, seed).run();
  }

  private Chosen run() {
    double[] plain = probabilities(Calibration.IDENTITY, margins);
    double before = error(plain);
    Calibration best = Calibration.IDENTITY;
    String kind = CalibrationChoice.NONE;
    double after = before;
    List<CalibrationChoice.Tried> tried = new ArrayList<>();
    for (Kind candidate : candidates()) {
      double[] calibrated = crossFitted(candidate);
      double error = error(calibrated);
      Calibration fitted = candidate.fit.apply(margins, labels);
      CalibrationChoice.Tried figures =
          new CalibrationChoice.Tried(
              fitted.kind(),
              error,
              LogLossDifference.normal(plain, calibrated, labels, CONFIDENCE));
      tried.add(figures);
      if (error < after && figures.isBeyondNoise()) {
        best = fitted;
        kind = fitted.kind();
        after = error;
      }
    }
    return new Chosen(best, new CalibrationChoice(kind, before, after, tried, labels.length));
  }

  private List<Kind> candidates() {
    for (int[] half : halves) {
      long positives = Arrays.stream(half).filter(row -> labels[row]).count();
      if (Math.min(positives, half.length - positives) < LEAST_OF_CLASS) {
        return List.of();
      }
    }
    return labels.length < LEAST_FOR_ISOTONIC
        ? List.of(Kind.LOGISTIC, Kind.BETA)
        : List.of(Kind.values());
  }

  /// Returns the probabilities of each half under the map fitted on the other half.
  private double[] crossFitted(Kind kind) {
    double[] probabilities = new double[labels.length];
    for (int i = 0; i < 2; i++) {
      int[] fit = halves[i];
      boolean[] fitLabels = new boolean[fit.length];
      for (int j = 0; j < fit.length; j++) {
        fitLabels[j] = labels[fit[j]];
      }
      Calibration calibration =
          kind.fit.apply(Arrays.stream(fit).mapToDouble(row -> margins[row]).toArray(), fitLabels);
      for (int row : halves[1 - i]) {
        probabilities[row] = calibration.probability(margins[row]);
      }
    }
    return probabilities;
  }

  private double error(double[] probabilities) {
    return ClassificationMetrics.expectedCalibrationError(probabilities, labels);
  }

  private static double[] probabilities(Calibration calibration, double[] margins) {
    return Arrays.stream(margins).map(calibration::probability).toArray();
  }

  /// Assigns the rows of each class alternately to the halves, in random order.
  private static int[][] halves(boolean[] labels, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, labels.length).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    List<List<Integer>> halves = List.of(new ArrayList<>(), new ArrayList<>());
    int[] dealt = new int[2];
    for (int row : order) {
      halves.get(dealt[labels[row] ? 1 : 0]++ % 2).add(row);
    }
    return halves.stream()
        .map(half -> half.stream().mapToInt(Integer::intValue).sorted().toArray())
        .toArray(int[][]::new);
  }
}
