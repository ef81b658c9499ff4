package io.quittance.core.explain;

import io.quittance.core.model.FeatureReference;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// How one feature may be changed in a counterfactual.
///
/// @param name of the feature
/// @param kind what its values are
/// @param direction which way it may move
/// @param min smallest value it may be given
/// @param max largest value it may be given
/// @param scale a change by this much costs 1; above 0 (a standard deviation, say)
/// @param candidates values to try, increasing; others between them and the row's own value are
///   found by halving (never for a category)
@SuppressWarnings("ArrayRecordComponent")
public record Adjustable(
    String name,
    Kind kind,
    Direction direction,
    double min,
    double max,
    double scale,
    float[] candidates) {

  /// What values are.
  public enum Kind {
    REAL,
    /// Whole numbers: no other value is ever proposed.
    WHOLE,
    /// Codes: only candidates are proposed, and any other code costs 1.
    CATEGORY
  }

  /// Which way a feature may move.
  public enum Direction {
    /// Immutable.
    FIXED,
    UP,
    DOWN,
    BOTH
  }

  public Adjustable {
    if (!(scale > 0) || !(min <= max)) {
      throw new IllegalArgumentException(name + " needs a range and a scale above 0");
    }
    for (int i = 0; i < candidates.length; i++) {
      if (Float.isNaN(candidates[i]) || (i > 0 && candidates[i] <= candidates[i - 1])) {
        throw new IllegalArgumentException("the candidates of " + name + " must increase");
      }
    }
  }

  /// A feature that must stay as it is.
  public static Adjustable fixed(String name) {
    return new Adjustable(name, Kind.REAL, Direction.FIXED, 0, 0, 1, new float[0]);
  }

  /// A feature that may move within what it was when the model was trained: the candidates are the
  /// reference's edges, its extremes and what lies just beyond an edge; the scale is its standard
  /// deviation.
  public static Adjustable of(FeatureReference reference, Kind kind, Direction direction) {
    if (!(reference.min() <= reference.max())) {
      return fixed(reference.name());
    }
    TreeSet<Float> values = new TreeSet<>();
    values.add((float) reference.min() + 0.0f);
    values.add((float) reference.max() + 0.0f);
    boolean numeric = reference.kind() == FeatureReference.Kind.NUMERIC;
    for (double edge : reference.edges()) {
      values.add((float) edge + 0.0f);
      if (numeric && kind == Kind.REAL) {
        values.add(Math.nextUp((float) edge) + 0.0f);
      }
    }
    if (kind == Kind.WHOLE) {
      TreeSet<Float> whole = new TreeSet<>();
      values.forEach(value -> whole.add((float) Math.rint(value) + 0.0f));
      values = whole;
    }
    List<Float> list = new ArrayList<>(values);
    float[] candidates = new float[list.size()];
    for (int i = 0; i < candidates.length; i++) {
      candidates[i] = list.get(i);
    }
    double scale = reference.sd() > 0 ? reference.sd() : 1;
    return new Adjustable(
        reference.name(), kind, direction, reference.min(), reference.max(), scale, candidates);
  }

  /// Whether a row that holds `from` may be given `to`: another value, in range, in the direction
  /// allowed, whole where it must be. From a missing value every direction but `FIXED` leads to any
  /// value; to a missing value none does.
  public boolean allows(float from, float to) {
    if (Float.isNaN(to) || to == from || !(to >= min && to <= max)) {
      return false;
    }
    boolean codes = kind == Kind.CATEGORY;
    boolean whole = kind == Kind.REAL || to == Math.rint(to);
    return whole
        && switch (direction) {
          case FIXED -> false;
          case UP -> codes || !(to < from);
          case DOWN -> codes || !(to > from);
          case BOTH -> true;
        };
  }

  /// What the change costs, above 0; 1 for another category and for leaving a missing value.
  double cost(float from, float to) {
    if (kind == Kind.CATEGORY || Float.isNaN(from)) {
      return 1;
    }
    return Math.abs((double) to - from) / scale;
  }

  /// A value about half way, rounded as it must be; `from` itself when there is none between.
  float between(float from, float to) {
    double middle = from + ((double) to - from) / 2;
    float rounded = (float) (kind == Kind.WHOLE ? Math.rint(middle) : middle);
    return rounded == to ? from : rounded;
  }
}
