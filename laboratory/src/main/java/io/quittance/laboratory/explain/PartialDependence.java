package io.quittance.laboratory.explain;

import io.quittance.core.explain.AdditiveShap;
import io.quittance.core.explain.MarginFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Shows how the mean probability would change if only one feature were changed, in every row
/// (Friedman 2001). Also shows how the curves of individual rows vary (individual conditional
/// expectation: Goldstein, Kapelner, Bleich and Pitkin 2015).
///
/// @param feature the name of the feature
/// @param points in order of increasing value
/// @param missing the effect of a missing value; null when no row lacks a value
public record PartialDependence(
    String feature, List<Point> points, PartialDependence.@Nullable Point missing) {

  private static final int DECILES = 9;

  public PartialDependence {
    points = List.copyOf(points);
  }

  /// One value of the feature.
  ///
  /// @param value `NaN` for a missing value
  /// @param mean mean probability over the rows
  /// @param deciles the 10 %, 20 % … 90 % quantiles of the rows' probabilities (nearest rank)
  @SuppressWarnings("ArrayRecordComponent")
  public record Point(double value, double mean, double[] deciles) {}

  /// Computes at most `rows · (points + 1)` margins. Deterministic.
  ///
  /// @param probability maps a margin to a calibrated probability
  /// @param feature the index of the feature
  /// @param rows raw rows of equal length, at least one
  /// @param most maximum number of grid points: the distinct values of the column if there are no
  ///   more than that, otherwise quantiles at even steps (nearest rank), with equal ones merged
  public static PartialDependence of(
      MarginFunction model,
      DoubleUnaryOperator probability,
      String name,
      int feature,
      float[][] rows,
      int most) {
    if (rows.length == 0 || most < 2) {
      throw new IllegalArgumentException("partial dependence needs one row and two points");
    }
    List<Point> points = new ArrayList<>();
    for (float value : grid(rows, feature, most)) {
      points.add(point(model, probability, feature, rows, value));
    }
    boolean misses = Arrays.stream(rows).anyMatch(row -> Float.isNaN(row[feature]));
    return new PartialDependence(
        name, points, misses ? point(model, probability, feature, rows, Float.NaN) : null);
  }

  private static float[] grid(float[][] rows, int feature, int most) {
    double[] sorted =
        Arrays.stream(rows)
            .mapToDouble(row -> row[feature] + 0.0)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    double[] chosen = distinct.length <= most ? distinct : quantiles(sorted, most);
    float[] grid = new float[chosen.length];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = (float) chosen[i];
    }
    return grid;
  }

  private static double[] quantiles(double[] sorted, int count) {
    double[] chosen = new double[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = sorted[(int) ((long) i * (sorted.length - 1) / (count - 1))];
    }
    return Arrays.stream(chosen).distinct().toArray();
  }

  private static Point point(
      MarginFunction model,
      DoubleUnaryOperator probability,
      int feature,
      float[][] rows,
      float value) {
    float[][] changed = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      changed[i] = rows[i].clone();
      changed[i][feature] = value;
    }
    double[] probabilities =
        Arrays.stream(model.margins(changed)).map(probability).sorted().toArray();
    double[] deciles = new double[DECILES];
    for (int d = 1; d <= DECILES; d++) {
      int rank = Math.ceilDiv(probabilities.length * d, DECILES + 1);
      deciles[d - 1] = probabilities[Math.max(0, rank - 1)];
    }
    return new Point(value, AdditiveShap.mean(probabilities), deciles);
  }
}
