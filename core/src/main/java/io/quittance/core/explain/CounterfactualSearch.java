package io.quittance.core.explain;

import io.quittance.core.explain.Counterfactuals.Change;
import io.quittance.core.explain.Counterfactuals.State;
import java.util.ArrayList;
import java.util.List;

/// One decision to be turned round.
final class CounterfactualSearch {

  private final MarginFunction model;
  private final List<Adjustable> features;
  private final double perChange;
  private final float[] row;
  private final double threshold;
  private final boolean upwards;
  private final State start;

  CounterfactualSearch(
      MarginFunction model,
      List<Adjustable> features,
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
    this.start = new State(this.row, 0, 0, 0, gap(margin));
  }

  State start() {
    return start;
  }

  Adjustable feature(int j) {
    return features.get(j);
  }

  float own(int j) {
    return row[j];
  }

  boolean turned(double margin) {
    return upwards ? margin >= threshold : margin < threshold;
  }

  /// Whether each row is decided otherwise.
  boolean[] turned(List<float[]> rows) {
    double[] margins = model.margins(rows.toArray(float[][]::new));
    boolean[] turned = new boolean[margins.length];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = turned(margins[i]);
    }
    return turned;
  }

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

  /// The state with one more feature changed, in every way allowed.
  List<State> successors(State state) {
    List<State> successors = new ArrayList<>();
    for (int j = 0; j < row.length; j++) {
      Adjustable feature = features.get(j);
      if (changed(state.row(), j)) {
        continue;
      }
      for (float value : feature.candidates()) {
        if (feature.allows(row[j], value)) {
          float[] other = state.row().clone();
          other[j] = value;
          successors.add(
              new State(
                  other,
                  state.key() ^ mix(((j + 1L) << 32) | (Float.floatToIntBits(value) & 0xFFFFFFFFL)),
                  state.features() ^ mix(j + 1),
                  state.cost() + perChange + feature.cost(row[j], value),
                  Double.NaN));
        }
      }
    }
    return successors;
  }

  /// The finaliser of SplitMix64, a bijection.
  private static long mix(long z) {
    long mixed = z * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
