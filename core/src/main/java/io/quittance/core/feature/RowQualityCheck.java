package io.quittance.core.feature;

import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Judges one row against the data its model was trained on. Immutable and pure: the same row and
/// reference give the same verdict, so a replay does too.
/// - **Reject**, when the row cannot be trusted: a value is infinite (RQ01); a number lies more
///   than 100 times the width of the reference's range (at least 1) outside it (RQ02); or at least
///   two, and at least half, of the features that the reference practically always had (missing in
///   at most 1 % of 200 rows or more) are missing (RQ03).
/// - **Warn**, when it is unlike the reference: a number lies more than 3 times the width of the
///   range outside it (RQ04), a category that the reference lacks (RQ05), a feature missing that
///   the reference never missed (RQ06).
///
/// A warning is for people; the decision stands.
public final class RowQualityCheck {

  private static final double FAR = 100;
  private static final double OUTSIDE = 3;
  private static final long ENOUGH_ROWS = 200;
  private static final double PRACTICALLY_NEVER = 0.01;

  private final List<FeatureReference> features;
  private final boolean[] categorical;
  private final boolean[] expected;
  private final boolean[] checked;
  private final int expectedCount;

  /// What to think of a row.
  public enum Verdict {
    OK,
    WARN,
    REJECT
  }

  /// A verdict with its grounds.
  ///
  /// @param findings rule and feature, such as `RQ04:balance`; empty when the row is fine
  public record Assessment(Verdict verdict, List<String> findings) {}

  /// @param categorical names of features whose values are codes
  /// @param unjudged names of features that are not part of what is known, such as the action
  public RowQualityCheck(DriftReference reference, Set<String> categorical, Set<String> unjudged) {
    this.features = reference.features();
    this.categorical = new boolean[features.size()];
    this.expected = new boolean[features.size()];
    this.checked = new boolean[features.size()];
    int count = 0;
    for (int j = 0; j < features.size(); j++) {
      FeatureReference feature = features.get(j);
      this.categorical[j] = categorical.contains(feature.name());
      checked[j] = !unjudged.contains(feature.name());
      expected[j] =
          checked[j]
              && reference.rows() >= ENOUGH_ROWS
              && feature.missing() <= PRACTICALLY_NEVER * reference.rows();
      count += expected[j] ? 1 : 0;
    }
    this.expectedCount = count;
  }

  /// The verdict alone; allocates nothing.
  ///
  /// @param row in the order of the reference's features
  public Verdict verdict(float[] row) {
    boolean warned = false;
    int absent = 0;
    for (int j = 0; j < row.length; j++) {
      int rule = rule(j, row[j]);
      if (rule == 1 || rule == 2) {
        return Verdict.REJECT;
      }
      absent += expected[j] && Float.isNaN(row[j]) ? 1 : 0;
      warned |= rule != 0;
    }
    if (tooMany(absent)) {
      return Verdict.REJECT;
    }
    return warned ? Verdict.WARN : Verdict.OK;
  }

  /// The verdict and its grounds.
  ///
  /// @param row in the order of the reference's features
  public Assessment assess(float[] row) {
    List<String> grounds = new ArrayList<>();
    int absent = 0;
    for (int j = 0; j < row.length; j++) {
      int rule = rule(j, row[j]);
      if (rule != 0) {
        grounds.add("RQ0" + rule + ":" + features.get(j).name());
      }
      absent += expected[j] && Float.isNaN(row[j]) ? 1 : 0;
    }
    if (tooMany(absent)) {
      grounds.addFirst("RQ03");
    }
    return new Assessment(verdict(row), List.copyOf(grounds));
  }

  private boolean tooMany(int absent) {
    return absent >= 2 && 2 * absent >= expectedCount;
  }

  /// The number of the rule that a value breaks; 0 for none.
  private int rule(int j, float value) {
    FeatureReference feature = features.get(j);
    if (!checked[j]) {
      return 0;
    }
    if (Float.isInfinite(value)) {
      return 1;
    }
    if (Float.isNaN(value)) {
      return expected[j] && feature.missing() == 0 ? 6 : 0;
    }
    if (categorical[j]) {
      return feature.binOf(value) >= feature.counts().length ? 5 : 0;
    }
    if (Double.isNaN(feature.min())) {
      return 0;
    }
    double width = Math.max(1, feature.max() - feature.min());
    double beyond = Math.max(feature.min() - value, value - feature.max());
    return beyond > FAR * width ? 2 : beyond > OUTSIDE * width ? 4 : 0;
  }
}
