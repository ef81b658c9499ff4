package io.quittance.core.feature;

import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Compares one row with the data its model was trained on. Immutable and deterministic: a replay
/// gives the same verdict.
/// - **Reject**, when the row cannot be trusted: a value is infinite (RQ01); a number lies outside
///   the reference's range by more than 100 times the width of that range, the width being at least
///   1 (RQ02); or at least two, and at least half, of the expected features are missing (RQ03). A
///   feature is expected when the reference has 200 rows or more and it is missing in at most 1 %
///   of them.
/// - **Warn**, when the row is unlike the reference: a number lies outside the range by more than 3
///   times its width (RQ04); a category does not occur in the reference (RQ05); an expected feature
///   is missing that the reference never lacked (RQ06).
///
/// A warning is information for people; the decision stands.
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

  /// Result of the check.
  public enum Verdict {
    /// The row is like the reference.
    OK,
    /// The row is unlike the reference; it is still used.
    WARN,
    /// The row cannot be trusted; the model must not be used on it.
    REJECT
  }

  /// Result of the check with its findings.
  ///
  /// @param verdict the result
  /// @param findings rule and feature, such as `RQ04:balance`; empty when the row is like the
  ///   reference
  public record Assessment(Verdict verdict, List<String> findings) {}

  /// @param categorical names of features whose values are codes
  /// @param unjudged names of features that the check ignores, such as the action
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

  /// Returns the verdict alone. Allocates nothing.
  ///
  /// @param row values in the order of the reference's features
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

  /// Returns the verdict and its findings.
  ///
  /// @param row values in the order of the reference's features
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

  /// Returns the number of the rule that a value breaks; 0 for none.
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
