package io.quittance.laboratory.chart;

import java.util.ArrayList;
import java.util.List;

/// Maps numbers to positions along one axis of a chart.
///
/// @param low the number at position `from`
/// @param high the number at position `to`
/// @param from a position in the units of the image
/// @param to a position in the units of the image
public record Scale(double low, double high, double from, double to) {

  /// Returns a scale whose ends are round numbers that enclose both bounds.
  public static Scale rounded(double least, double greatest, double from, double to) {
    double low = least;
    double high = greatest;
    if (!(high > low)) {
      double reach = low == 0 ? 1 : Math.abs(low) * 0.1;
      low -= reach;
      high += reach;
    }
    double step = step(low, high);
    return new Scale(Math.floor(low / step) * step, Math.ceil(high / step) * step, from, to);
  }

  public double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /// Returns the position limited to the chart.
  public double within(double value) {
    return at(Math.clamp(value, low, high));
  }

  /// Returns four to eight round numbers that are 1, 2, 2.5 or 5 times a power of ten apart.
  public List<Double> ticks() {
    double step = step(low, high);
    List<Double> ticks = new ArrayList<>();
    long first = (long) Math.ceil(low / step - 1e-9);
    for (long i = first; i * step <= high + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static double step(double low, double high) {
    double rough = (high - low) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digits = rough / power;
    double nice = digits < 1.5 ? 1 : digits < 2.2 ? 2 : digits < 3.5 ? 2.5 : digits < 7.5 ? 5 : 10;
    return nice * power;
  }
}
