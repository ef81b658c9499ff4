package io.quittance.core.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Makes a counterfactual cheaper as long as it still flips the decision.
final class CounterfactualRefinement {

  private static final int PASSES = 2;
  private static final int BISECTIONS = 16;

  private final CounterfactualSearch search;

  CounterfactualRefinement(CounterfactualSearch search) {
    this.search = search;
  }

  /// Returns a row that flips the decision too and costs no more than the one given.
  float[] refine(float[] flipped) {
    float[] row = flipped.clone();
    for (int pass = 0; pass < PASSES; pass++) {
      for (int j : mostExpensiveFirst(row)) {
        if (!revert(row, j)) {
          moveCloser(row, j);
          bisect(row, j);
        }
      }
    }
    return row;
  }

  private List<Integer> mostExpensiveFirst(float[] row) {
    List<Integer> changed = new ArrayList<>();
    for (int j = 0; j < row.length; j++) {
      if (search.changed(row, j)) {
        changed.add(j);
      }
    }
    changed.sort(Comparator.comparingDouble(j -> -search.feature(j).cost(search.own(j), row[j])));
    return changed;
  }

  /// Takes a change back where the decision stays flipped without it.
  private boolean revert(float[] row, int j) {
    float value = row[j];
    row[j] = search.own(j);
    boolean flips = search.flips(List.of(row))[0];
    if (!flips) {
      row[j] = value;
    }
    return flips;
  }

  /// Takes the cheapest candidate that still flips the decision.
  private void moveCloser(float[] row, int j) {
    AdjustableFeature feature = search.feature(j);
    double cost = feature.cost(search.own(j), row[j]);
    List<float[]> closer = new ArrayList<>();
    for (float value : feature.candidates()) {
      if (feature.allows(search.own(j), value) && feature.cost(search.own(j), value) < cost) {
        float[] other = row.clone();
        other[j] = value;
        closer.add(other);
      }
    }
    closer.sort(Comparator.comparingDouble(other -> feature.cost(search.own(j), other[j])));
    boolean[] flips = search.flips(closer);
    for (int i = 0; i < flips.length; i++) {
      if (flips[i]) {
        row[j] = closer.get(i)[j];
        return;
      }
    }
  }

  /// Bisects between the row's own value and the proposed one.
  private void bisect(float[] row, int j) {
    AdjustableFeature feature = search.feature(j);
    float near = search.own(j);
    if (feature.kind() == AdjustableFeature.Kind.CATEGORY || Float.isNaN(near)) {
      return;
    }
    for (int step = 0; step < BISECTIONS; step++) {
      float far = row[j];
      float middle = feature.between(near, far);
      if (middle == near || !feature.allows(search.own(j), middle)) {
        return;
      }
      row[j] = middle;
      if (!search.flips(List.of(row))[0]) {
        near = middle;
        row[j] = far;
      }
    }
  }
}
