package io.quittance.laboratory.metric;

import java.util.ArrayList;
import java.util.List;

/// The value of a ranking under a [ValueMatrix] when each day's contacts go to the accounts with
/// the highest probabilities. Amounts are in minor units of the matrix's currency.
///
/// The labels show who paid under the treatment that the rows had. The value of a payer without a
/// contact is an assumption of the matrix, not a measurement.
///
/// @param matrix the values used
/// @param share share of the accounts that is contacted
/// @param threshold the probability of the last account contacted
/// @param netValueADay net value of all accounts of a day
/// @param gainOverNobodyADay gain over contacting nobody
/// @param gainOverRandomADay gain over contacting the same number of accounts at random
/// @param expectedRecoveryRate the mean probability of the contacted accounts
/// @param recoveryRate the share of the contacted accounts that paid
/// @param costToCollect cost of contacts per unit of money paid by the contacted accounts
/// @param breakEven see [ValueMatrix#breakEven()]
/// @param best the point of the curve with the highest value
/// @param curve the value when 0, 1, 2 … 100 hundredths of the accounts are contacted
public record BusinessMetrics(
    ValueMatrix matrix,
    double share,
    double threshold,
    Estimate netValueADay,
    Estimate gainOverNobodyADay,
    Estimate gainOverRandomADay,
    double expectedRecoveryRate,
    Estimate recoveryRate,
    Estimate costToCollect,
    double breakEven,
    ValuePoint best,
    List<ValuePoint> curve) {

  private static final int STEPS = 100;

  public BusinessMetrics {
    curve = List.copyOf(curve);
  }

  /// A share of contacted accounts and its value.
  ///
  /// @param threshold the probability of the last account contacted; infinite when none is
  ///   contacted
  /// @param netValueADay in minor units
  public record ValuePoint(double share, double threshold, double netValueADay) {}

  /// Values a ranking.
  ///
  /// @throws IllegalArgumentException when there are no rows, the lengths differ or a probability
  ///   is not a number
  public static BusinessMetrics of(
      double[] probabilities, boolean[] labels, ValueMatrix matrix, Bootstrap bootstrap) {
    RankedRows rows = RankedRows.of(probabilities, labels);
    if (rows.size() == 0) {
      throw new IllegalArgumentException("business metrics need at least one row");
    }
    double accounts = matrix.accountsADay() == 0 ? rows.size() : matrix.accountsADay();
    double share = Math.min(1, matrix.contactsADay() / accounts);
    Estimate[] money = bootstrap.of(new Worth(rows, matrix, share, accounts), rows.size());
    List<ValuePoint> curve = curve(rows, matrix, accounts);
    ValuePoint best = curve.getFirst();
    for (ValuePoint point : curve) {
      best = point.netValueADay() > best.netValueADay() ? point : best;
    }
    return new BusinessMetrics(
        matrix,
        share,
        threshold(rows, share),
        money[0],
        money[1],
        money[2],
        meanOfTop(rows, share * rows.size()),
        money[3],
        money[4],
        matrix.breakEven(),
        best,
        curve);
  }

  private static List<ValuePoint> curve(RankedRows rows, ValueMatrix matrix, double accounts) {
    List<ValuePoint> curve = new ArrayList<>(STEPS + 1);
    for (int step = 0; step <= STEPS; step++) {
      double share = (double) step / STEPS;
      double contacted = share * rows.size();
      double paid = rows.positivesAmongTop(contacted);
      double paidLeft = rows.positives() - paid;
      double net = matrix.net(paid, contacted - paid, paidLeft, rows.size() - contacted - paidLeft);
      curve.add(new ValuePoint(share, threshold(rows, share), net / rows.size() * accounts));
    }
    return curve;
  }

  private static double threshold(RankedRows rows, double share) {
    int contacted = (int) Math.ceil(share * rows.size() - 1e-9);
    return contacted == 0
        ? Double.POSITIVE_INFINITY
        : rows.score(rows.size() - Math.min(contacted, rows.size()));
  }

  private static double meanOfTop(RankedRows rows, double contacted) {
    double left = contacted;
    double sum = 0;
    for (int i = rows.size() - 1; i >= 0 && left > 0; i--) {
      sum += rows.score(i) * Math.min(1, left);
      left--;
    }
    return sum / contacted;
  }

  /// Returns the net value, the gain over nobody, the gain over random, the recovery rate and the
  /// cost to collect.
  private record Worth(RankedRows rows, ValueMatrix matrix, double share, double accounts)
      implements Bootstrap.Statistic {

    @Override
    public int size() {
      return 5;
    }

    @Override
    public void compute(int[] counts, double[] figures) {
      double all = 0;
      double paidOfAll = 0;
      for (int i = 0; i < rows.size(); i++) {
        int count = counts[rows.row(i)];
        all += count;
        paidOfAll += rows.label(i) ? count : 0;
      }
      double contacted = share * all;
      double paid = paidAmongTop(counts, contacted);
      double net = net(all, paidOfAll, contacted, paid);
      figures[0] = net / all * accounts;
      figures[1] = (net - net(all, paidOfAll, 0, 0)) / all * accounts;
      figures[2] = (net - net(all, paidOfAll, contacted, paidOfAll * share)) / all * accounts;
      figures[3] = paid / contacted;
      figures[4] = contacted * matrix.contactCost() / (paid * matrix.paidAfterContact());
    }

    private double net(double all, double paidOfAll, double contacted, double paid) {
      double paidLeft = paidOfAll - paid;
      return matrix.net(paid, contacted - paid, paidLeft, all - contacted - paidLeft);
    }

    private double paidAmongTop(int[] counts, double contacted) {
      double left = contacted;
      double paid = 0;
      for (int group = rows.groups() - 1; group >= 0 && left > 0; group--) {
        int size = 0;
        int hits = 0;
        for (int i = rows.start(group); i < rows.end(group); i++) {
          int count = counts[rows.row(i)];
          size += count;
          hits += rows.label(i) ? count : 0;
        }
        paid += left >= size ? hits : hits * left / size;
        left -= size;
      }
      return paid;
    }
  }
}
