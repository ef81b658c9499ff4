package io.quittance.feedback.report;

import org.jspecify.annotations.Nullable;

/// What automatic treatment achieves: the share of matured decisions whose account paid, of the
/// debtors who may be contacted less that of the random group that is not. Decisions count in the
/// group of their debtor whatever was recommended (intention to treat), so that only chance
/// separates the groups.
///
/// @param treated debtors who may be contacted
/// @param heldOut the random group; no group, and nothing to tell, when it is empty
/// @param difference in shares, treated less held out; null unless each group has two debtors
/// @param low end of its 95 % interval
/// @param high end of its 95 % interval
public record HoldoutUplift(
    Group treated,
    Group heldOut,
    @Nullable Double difference,
    @Nullable Double low,
    @Nullable Double high) {

  private static final double NORMAL_95 = 1.959963984540054;

  /// A group of debtors.
  ///
  /// @param paidShare null without decisions
  public record Group(long debtors, long decisions, long paid, @Nullable Double paidShare) {}

  /// Sums over the debtors g of a group, with n matured decisions and y of them paid each.
  record Sums(long debtors, long n, long y, double nn, double ny, double yy) {

    static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);

    double share() {
      return (double) y / n;
    }

    /// The variance of the share, with debtors drawn as wholes: G/(G−1) · Σ(y − share·n)² / (Σn)²
    /// (the ratio estimator of cluster sampling; Cochran, Sampling Techniques, 2.11).
    double variance() {
      double share = share();
      double residuals = yy - 2 * share * ny + share * share * nn;
      return debtors / (debtors - 1.0) * Math.max(0, residuals) / ((double) n * n);
    }

    Group group() {
      return new Group(debtors, n, y, n == 0 ? null : share());
    }
  }

  static HoldoutUplift of(Sums treated, Sums heldOut) {
    if (treated.debtors() < 2 || heldOut.debtors() < 2) {
      return new HoldoutUplift(treated.group(), heldOut.group(), null, null, null);
    }
    double difference = treated.share() - heldOut.share();
    double half = NORMAL_95 * Math.sqrt(treated.variance() + heldOut.variance());
    return new HoldoutUplift(
        treated.group(), heldOut.group(), difference, difference - half, difference + half);
  }
}
