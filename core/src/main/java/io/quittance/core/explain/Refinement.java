package io.quittance.core.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Makes a counterfactual smaller while its decision stays turned round.
final class Refinement {

  private static final int PASSES = 2;
  private static final int HALVINGS = 16;

  private final CounterfactualSearch flip;

  Refinement(CounterfactualSearch flip) {
    this.flip = flip;
  }

  /// A row that costs no more and is decided as the one given.
  float[] refine(float[] turned) {
    float[] row = turned.clone();
    for (int pass = 0; pass < PASSES; pass++) {
      for (int j : dearestFirst(row)) {
        if (!takeBack(row, j)) {
          moveCloser(row, j);
          halve(row, j);
        }
      }
    }
    return row;
  }

  private List<Integer> dearestFirst(float[] row) {
    List<Integer> changed = new ArrayList<>();
    for (int j = 0; j < row.length; j++) {
      if (flip.changed(row, j)) {
        changed.add(j);
      }
    }
    changed.sort(Comparator.comparingDouble(j -> -flip.feature(j).cost(flip.own(j), row[j])));
    return changed;
  }

  private boolean takeBack(float[] row, int j) {
    float value = row[j];
    row[j] = flip.own(j);
    boolean stays = flip.turned(List.of(row))[0];
    if (!stays) {
      row[j] = value;
    }
    return stays;
  }

  /// The cheapest candidate with which the decision stays turned.
  private void moveCloser(float[] row, int j) {
    Adjustable feature = flip.feature(j);
    double cost = feature.cost(flip.own(j), row[j]);
    List<float[]> closer = new ArrayList<>();
    for (float value : feature.candidates()) {
      if (feature.allows(flip.own(j), value) && feature.cost(flip.own(j), value) < cost) {
        float[] other = row.clone();
        other[j] = value;
        closer.add(other);
      }
    }
    closer.sort(Comparator.comparingDouble(other -> feature.cost(flip.own(j), other[j])));
    boolean[] turned = flip.turned(closer);
    for (int i = 0; i < turned.length; i++) {
      if (turned[i]) {
        row[j] = closer.get(i)[j];
        return;
      }
    }
  }

  /// Halves the way between the value and the row's own.
  private void halve(float[] row, int j) {
    Adjustable feature = flip.feature(j);
    float near = flip.own(j);
    if (feature.kind() == Adjustable.Kind.CATEGORY || Float.isNaN(near)) {
      return;
    }
    for (int step = 0; step < HALVINGS; step++) {
      float turned = row[j];
      float middle = feature.between(near, turned);
      if (middle == near || !feature.allows(flip.own(j), middle)) {
        return;
      }
      row[j] = middle;
      if (!flip.turned(List.of(row))[0]) {
        near = middle;
        row[j] = turned;
      }
    }
  }
}
