package io.quittance.laboratory.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Reduces the points of curves without changing how they look.
final class CurveSampling {

  private CurveSampling() {}

  /// Returns about the requested number of points, including the first and the last, evenly spaced
  /// along the curve. Returns all points when there are no more than that.
  static <T> List<T> of(List<T> points, int wanted, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    if (points.size() <= wanted) {
      return points;
    }
    double length = 0;
    for (int i = 1; i < points.size(); i++) {
      length += step(points.get(i - 1), points.get(i), x, y);
    }
    List<T> kept = new ArrayList<>(wanted);
    kept.add(points.getFirst());
    double since = 0;
    for (int i = 1; i < points.size() - 1; i++) {
      since += step(points.get(i - 1), points.get(i), x, y);
      if (since >= length / (wanted - 2)) {
        kept.add(points.get(i));
        since = 0;
      }
    }
    kept.add(points.getLast());
    return kept;
  }

  private static <T> double step(T from, T to, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    return Math.abs(x.applyAsDouble(to) - x.applyAsDouble(from))
        + Math.abs(y.applyAsDouble(to) - y.applyAsDouble(from));
  }
}
