package io.quittance.core.explain;

import io.quittance.core.model.FeatureReference;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The changes of one feature that a counterfactual may propose.
///
/// @param name name of the feature
/// @param kind kind of its values
/// @param direction direction in which it may move
/// @param min smallest value that may be proposed
/// @param max largest value that may be proposed
/// @param scale change that costs 1, above 0; a standard deviation, say
/// @param candidates values to try, strictly increasing; values between a candidate and the row's
///   own value are found by bisection, except for categories
@SuppressWarnings("ArrayRecordComponent")
public record AdjustableFeature(
    String name,
    Kind kind,
    Direction direction,
    double min,
    double max,
    double scale,
    float[] candidates) {

  /// The kind of a feature's values.
  public enum Kind {
    REAL,
    /// Whole numbers: no other value is ever proposed.
    WHOLE,
    /// Codes: only candidates are proposed, and every other code costs 1.
    CATEGORY;

    /// Infers the kind of a feature from its distribution: whole numbers when its extremes and all
    /// edges of its bins are whole.
    ///
    /// @param categorical whether the values are codes
    public static Kind of(FeatureReference reference, boolean categorical) {
      if (categorical) {
        return CATEGORY;
      }
      boolean whole =
          reference.min() == Math.rint(reference.min())
              && reference.max() == Math.rint(reference.max());
      for (double edge : reference.edges()) {
        whole &= edge == Math.rint(edge);
      }
      return whole ? WHOLE : REAL;
    }
  }

  /// The direction in which a feature may move.
  public enum Direction {
    /// Immutable.
    FIXED,
    UP,
    DOWN,
    BOTH
  }

  /// @throws IllegalArgumentException when the range is empty, the scale is not positive or the
  ///   candidates do not increase
  public AdjustableFeature {
    if (!(scale > 0) || !(min <= max)) {
      throw new IllegalArgumentException(name + " needs a range and a scale above 0");
    }
    for (int i = 0; i < candidates.length; i++) {
      if (Float.isNaN(candidates[i]) || (i > 0 && candidates[i] <= candidates[i - 1])) {
        throw new IllegalArgumentException("the candidates of " + name + " must increase");
      }
    }
  }

  /// Returns a feature that must keep its value.
  public static AdjustableFeature fixed(String name) {
    return new AdjustableFeature(name, Kind.REAL, Direction.FIXED, 0, 0, 1, new float[0]);
  }

  /// Returns a feature that may move within the values it had in training.
  ///
  /// The candidates are the edges of the reference's bins, its extremes and the values just beyond
  /// an edge; the scale is its standard deviation. A feature without any value in training is
  /// fixed.
  public static AdjustableFeature of(FeatureReference reference, Kind kind, Direction direction) {
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
    double scale = reference.sd() > 0 ? reference.sd() : 1;
    return new AdjustableFeature(
        reference.name(),
        kind,
        direction,
        reference.min(),
        reference.max(),
        scale,
        array(new ArrayList<>(values)));
  }

  private static float[] array(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  /// Returns the same feature, held within narrower bounds too; a feature that can then take no
  /// value is fixed.
  ///
  /// @param least smallest value that may be proposed
  /// @param most largest value that may be proposed
  public AdjustableFeature within(double least, double most) {
    double low = Math.max(min, least);
    double high = Math.min(max, most);
    return low <= high
        ? new AdjustableFeature(name, kind, direction, low, high, scale, candidates)
        : fixed(name);
  }

  /// Tells whether a row that holds `from` may be given `to`: another value, in range, in an
  /// allowed direction, whole where it must be.
  ///
  /// From a missing value every direction but `FIXED` leads to any value. Nothing leads to a
  /// missing value.
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

  /// Returns the cost of a change, above 0; 1 for another category and for filling in a missing
  /// value.
  double cost(float from, float to) {
    if (kind == Kind.CATEGORY || Float.isNaN(from)) {
      return 1;
    }
    return Math.abs((double) to - from) / scale;
  }

  /// Returns a value about half way, rounded if it must be whole; `from` itself when there is none
  /// between.
  float between(float from, float to) {
    double middle = from + ((double) to - from) / 2;
    float rounded = (float) (kind == Kind.WHOLE ? Math.rint(middle) : middle);
    return rounded == to ? from : rounded;
  }
}
