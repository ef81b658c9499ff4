package io.quittance.core.explain;

import io.quittance.core.explain.Counterfactuals.Change;
import io.quittance.core.explain.Counterfactuals.ChangedRow;
import java.util.ArrayList;
import java.util.List;

/// The search space of one decision: which rows flip it, which rows follow from a changed row, and
/// what changes cost.
final class CounterfactualSearch {

  private final MarginFunction model;
  private final List<AdjustableFeature> features;
  private final double perChange;
  private final float[] row;
  private final double threshold;
  private final boolean upwards;
  private final ChangedRow start;

  CounterfactualSearch(
      MarginFunction model,
      List<AdjustableFeature> features,
      double perChange,
      float[] row,
      double threshold) {
    this.model = model;
    this.features = features;
    this.perChange = perChange;
    this.row = row.clone();
    this.threshold = threshold;
    double margin = model.margin(row);
    this.upwards = margin < threshold;
    this.start = new ChangedRow(this.row, 0, 0, 0, gap(margin));
  }

  ChangedRow start() {
    return start;
  }

  AdjustableFeature feature(int j) {
    return features.get(j);
  }

  /// Returns the value of a feature in the row whose decision is to be flipped.
  float own(int j) {
    return row[j];
  }

  boolean flips(double margin) {
    return upwards ? margin >= threshold : margin < threshold;
  }

  /// Tells of each row whether it flips the decision.
  boolean[] flips(List<float[]> rows) {
    double[] margins = model.margins(rows.toArray(float[][]::new));
    boolean[] flips = new boolean[margins.length];
    for (int i = 0; i < flips.length; i++) {
      flips[i] = flips(margins[i]);
    }
    return flips;
  }

  /// Returns how far a margin still is from the threshold; not positive beyond it.
  double gap(double margin) {
    return upwards ? threshold - margin : margin - threshold;
  }

  boolean changed(float[] other, int j) {
    return !(other[j] == row[j] || (Float.isNaN(other[j]) && Float.isNaN(row[j])));
  }

  double cost(float[] other) {
    double cost = 0;
    for (int j = 0; j < row.length; j++) {
      if (changed(other, j)) {
        cost += perChange + features.get(j).cost(row[j], other[j]);
      }
    }
    return cost;
  }

  List<Change> changes(float[] other) {
    List<Change> changes = new ArrayList<>();
    for (int j = 0; j < row.length; j++) {
      if (changed(other, j)) {
        changes.add(new Change(j, features.get(j).name(), row[j], other[j]));
      }
    }
    return changes;
  }

  /// Returns the rows that have one more feature changed, in every allowed way.
  List<ChangedRow> successors(ChangedRow changed) {
    List<ChangedRow> successors = new ArrayList<>();
    for (int j = 0; j < row.length; j++) {
      AdjustableFeature feature = features.get(j);
      if (changed(changed.row(), j)) {
        continue;
      }
      for (float value : feature.candidates()) {
        if (feature.allows(row[j], value)) {
          float[] other = changed.row().clone();
          other[j] = value;
          long change = ((j + 1L) << 32) | (Float.floatToIntBits(value) & 0xFFFFFFFFL);
          successors.add(
              new ChangedRow(
                  other,
                  changed.key() ^ mix(change),
                  changed.features() ^ mix(j + 1),
                  changed.cost() + perChange + feature.cost(row[j], value),
                  Double.NaN));
        }
      }
    }
    return successors;
  }

  /// Scrambles a number by the finaliser of SplitMix64, a bijection.
  private static long mix(long z) {
    long mixed = z * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
