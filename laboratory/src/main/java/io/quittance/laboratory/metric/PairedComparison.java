package io.quittance.laboratory.metric;

import io.quittance.core.metric.DeLong;
import io.quittance.laboratory.metric.RankingFigures.Metric;
import java.util.List;

/// Compares the probabilities of two models for the same rows, row by row.
///
/// @param rows number of rows
/// @param delong DeLong's test of the AUCs, first - second
/// @param auc first - second, from the paired bootstrap; above 0, the first is better
/// @param logLoss first - second, in nats; below 0, the first is better
/// @param brier first - second; below 0, the first is better
/// @param verdict on the first model; see [#RULE]
public record PairedComparison(
    long rows,
    DeLong.Comparison delong,
    Estimate auc,
    Estimate logLoss,
    Estimate brier,
    Verdict verdict) {

  /// The rule that determines the verdict.
  public static final String RULE =
      "better when the 95 % interval of the log loss difference lies entirely below 0 and DeLong's"
          + " 95 % interval of the AUC difference does not lie entirely below 0; worse in the"
          + " opposite case; undecided otherwise";

  /// What the comparison shows about the first model.
  public enum Verdict {
    BETTER,
    WORSE,
    UNDECIDED
  }

  /// Compares the models with DeLong's test and by resampling the same rows for both.
  ///
  /// @param resamples at least 100
  /// @param seed the same seed gives the same intervals
  /// @throws IllegalArgumentException when the lengths differ, a probability is not a number, or a
  ///   class has fewer than two rows
  public static PairedComparison of(
      double[] first, double[] second, boolean[] labels, int resamples, long seed) {
    DeLong.Comparison delong = DeLong.compare(first, second, labels);
    Estimate[] differences =
        new Bootstrap(resamples, Estimate.CONFIDENCE, seed)
            .of(
                new Differences(
                    new RankingFigures(first, labels, List.of()),
                    new RankingFigures(second, labels, List.of())),
                labels.length);
    Estimate logLoss = differences[1];
    return new PairedComparison(
        labels.length, delong, differences[0], logLoss, differences[2], verdict(delong, logLoss));
  }

  private static Verdict verdict(DeLong.Comparison delong, Estimate logLoss) {
    if (logLoss.upper() < 0 && delong.upper() >= 0) {
      return Verdict.BETTER;
    }
    return logLoss.lower() > 0 && delong.lower() <= 0 ? Verdict.WORSE : Verdict.UNDECIDED;
  }

  private record Differences(RankingFigures first, RankingFigures second)
      implements Bootstrap.Statistic {

    private static final List<Metric> METRICS = List.of(Metric.AUC, Metric.LOG_LOSS, Metric.BRIER);

    @Override
    public int size() {
      return METRICS.size();
    }

    @Override
    public void compute(int[] counts, double[] figures) {
      double[] ofFirst = new double[first.size()];
      double[] ofSecond = new double[second.size()];
      first.compute(counts, ofFirst);
      second.compute(counts, ofSecond);
      for (int i = 0; i < figures.length; i++) {
        int at = RankingFigures.at(METRICS.get(i));
        figures[i] = ofFirst[at] - ofSecond[at];
      }
    }
  }
}
