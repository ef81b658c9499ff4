package io.quittance.core.calibration;

import io.quittance.core.model.ModelRefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Fits the isotonic form of calibration: the non-decreasing step function of least squares, found
/// by pooling adjacent violators (Ayer and others 1955). Each block is then represented by its
/// centre.
final class IsotonicFit {

  /// Points closer than this are merged: a line between them would be too steep for float
  /// arithmetic.
  private static final double MIN_DISTANCE = 1e-5;

  private IsotonicFit() {}

  /// Neighbouring rows with a common mean label.
  ///
  /// @param margin mean margin of the rows
  /// @param rate mean label of the rows
  /// @param rows number of rows
  record Block(double margin, double rate, double rows) {

    Block mergedWith(Block next) {
      double all = rows + next.rows;
      return new Block(
          (margin * rows + next.margin * next.rows) / all,
          (rate * rows + next.rate * next.rows) / all,
          all);
    }
  }

  /// Fits the points. Rates are kept away from 0 and 1 by half a row among all rows.
  static Calibration.Isotonic fit(double[] margins, boolean[] labels) {
    SigmoidFit.positives(margins, labels);
    double least = 0.5 / (labels.length + 1);
    List<Double> at = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (Block block : limited(blocks(margins, labels))) {
      double rate = Math.clamp(block.rate, least, 1 - least);
      if (at.isEmpty() || block.margin - at.getLast() > spacing(at.getLast())) {
        at.add(block.margin);
        rates.add(rate);
      } else {
        rates.set(rates.size() - 1, rate);
      }
    }
    if (at.size() == 1) {
      at.add(at.getFirst() + 1 + Math.abs(at.getFirst()));
      rates.add(rates.getFirst());
    }
    return new Calibration.Isotonic(at, rates);
  }

  private static double spacing(double margin) {
    return MIN_DISTANCE * Math.max(1, Math.abs(margin));
  }

  /// Returns the pooled blocks in order of margin. Rows with equal margins stay together.
  static List<Block> blocks(double[] margins, boolean[] labels) {
    Integer[] order = new Integer[margins.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> margins[i]));
    List<Block> pooled = new ArrayList<>();
    int i = 0;
    while (i < order.length) {
      int from = i;
      double positives = 0;
      while (i < order.length && margins[order[i]] == margins[order[from]]) {
        positives += labels[order[i]] ? 1 : 0;
        i++;
      }
      Block block = new Block(margins[order[from]], positives / (i - from), i - from);
      while (!pooled.isEmpty() && pooled.getLast().rate >= block.rate) {
        block = pooled.removeLast().mergedWith(block);
      }
      pooled.addLast(block);
    }
    return pooled;
  }

  /// Joins neighbouring blocks until there are no more than a calibration may have points.
  private static List<Block> limited(List<Block> blocks) {
    int together = Math.ceilDiv(blocks.size(), Calibration.Isotonic.MAX_POINTS);
    if (together <= 1) {
      return blocks;
    }
    List<Block> joined = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i += together) {
      Block block = blocks.get(i);
      for (int j = i + 1; j < Math.min(i + together, blocks.size()); j++) {
        block = block.mergedWith(blocks.get(j));
      }
      joined.add(block);
    }
    return joined;
  }

  static List<Double> rounded(List<Double> values) {
    if (values == null || values.stream().anyMatch(Objects::isNull)) {
      throw refused("the calibration lacks a list of points");
    }
    return values.stream().map(value -> (double) value.floatValue()).toList();
  }

  static void check(List<Double> margins, List<Double> probabilities) {
    int n = margins.size();
    if (n < 2 || n > Calibration.Isotonic.MAX_POINTS || probabilities.size() != n) {
      throw refused(
          "an isotonic calibration must have 2 to 4,096 margins and as many probabilities");
    }
    for (int i = 0; i < n; i++) {
      double p = probabilities.get(i);
      if (!Double.isFinite(margins.get(i)) || !(p > 0 && p < 1)) {
        throw refused("margins must be finite and probabilities must lie in (0, 1)");
      }
      if (i > 0) {
        double width = margins.get(i) - margins.get(i - 1);
        double slope = (p - probabilities.get(i - 1)) / width;
        if (!(width > 0) || slope < 0 || slope > 1e30 || width > Float.MAX_VALUE) {
          throw refused("margins must increase and probabilities must not decrease");
        }
      }
    }
  }

  private static ModelRefusedException refused(String message) {
    return new ModelRefusedException("calibration", message);
  }
}
