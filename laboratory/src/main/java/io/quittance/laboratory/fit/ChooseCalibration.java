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

/// Keeps the calibration that lowers the expected calibration error on rows it was not fitted on,
/// and the log loss there beyond noise, refitted on all of them; else none.
final class ChooseCalibration {

  /// Fewer rows of a class in a half fit noise.
  private static final int LEAST_OF_CLASS = 10;

  /// Fewer rows make an isotonic map of a few wide steps.
  private static final int LEAST_FOR_ISOTONIC = 1_000;

  /// A gain whose interval holds 0 is taken for noise.
  private static final double CONFIDENCE = 0.95;

  private final double[] margins;
  private final boolean[] labels;
  private final int[][] halves;

  private ChooseCalibration(double[] margins, boolean[] labels, long seed) {
    this.margins = margins;
    this.labels = labels;
    this.halves = halves(labels, seed);
  }

  /// What was kept, and why.
  record Chosen(Calibration calibration, CalibrationChoice choice) {}

  /// One way to calibrate; the simpler first, which wins among equals.
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
  /// @param seed of the halves
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

  /// Probabilities of each half by the map that the other half fitted.
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

  /// Each class is dealt out alternately in drawn order.
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
