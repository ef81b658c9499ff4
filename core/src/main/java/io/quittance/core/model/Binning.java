package io.quittance.core.model;

import io.quittance.core.model.FeatureReference.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Chooses the bins of a feature's reference.
///
/// Ten quantile bins hide a zero-inflated feature, all of whose edges are 0. Therefore equal edges
/// are merged, a value that at least a tenth of the rows share has a bin of its own, and a feature
/// with at most 20 distinct values is binned by value.
final class Binning {

  private static final int QUANTILES = 10;
  private static final int MAX_DISTINCT = 20;
  private static final int MAX_CATEGORIES = 100;

  private Binning() {}

  /// Bins one column.
  ///
  /// @param column values of all rows; not changed
  static FeatureReference of(String name, boolean categorical, double[] column) {
    long missing = Arrays.stream(column).filter(Double::isNaN).count();
    double[] sorted =
        Arrays.stream(column).filter(Double::isFinite).map(x -> x + 0.0).sorted().toArray();
    List<ValueCount> runs = valueCounts(sorted);
    boolean byValue = categorical || runs.size() <= MAX_DISTINCT;
    double[] edges = byValue ? frequentValues(runs) : quantileEdges(sorted, runs);
    Kind kind = byValue ? Kind.CATEGORICAL : Kind.NUMERIC;
    long[] none = new long[edges.length + (byValue ? 0 : 1)];
    FeatureReference empty = new FeatureReference(name, kind, edges, none, 0, 0, 0, 0, 0, 0);
    long[] all = new long[empty.bins()];
    for (double value : column) {
      all[empty.binOf(value)]++;
    }
    double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
    return new FeatureReference(
        name,
        kind,
        edges,
        Arrays.copyOf(all, none.length),
        missing,
        all[all.length - 1],
        sorted.length == 0 ? Double.NaN : sorted[0],
        sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1],
        mean,
        standardDeviation(sorted, mean));
  }

  private static double standardDeviation(double[] values, double mean) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
  }

  /// A value and how many rows have it.
  private record ValueCount(double value, int count) {}

  private static List<ValueCount> valueCounts(double[] sorted) {
    List<ValueCount> runs = new ArrayList<>();
    int from = 0;
    while (from < sorted.length) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      runs.add(new ValueCount(sorted[from], to - from));
      from = to;
    }
    return runs;
  }

  private static double[] frequentValues(List<ValueCount> runs) {
    return runs.stream()
        .sorted(
            Comparator.comparingInt(ValueCount::count)
                .reversed()
                .thenComparingDouble(ValueCount::value))
        .limit(MAX_CATEGORIES)
        .mapToDouble(ValueCount::value)
        .sorted()
        .toArray();
  }

  private static double[] quantileEdges(double[] sorted, List<ValueCount> runs) {
    int n = sorted.length;
    double max = sorted[n - 1];
    List<Double> wanted = new ArrayList<>();
    for (int k = 1; k < QUANTILES; k++) {
      wanted.add(sorted[Math.max(0, Math.ceilDiv(n * k, QUANTILES) - 1)]);
    }
    for (ValueCount run : runs) {
      if (run.count() * (long) QUANTILES >= n) {
        wanted.add(Math.nextDown(run.value()));
        wanted.add(run.value());
      }
    }
    double[] increasing =
        wanted.stream().mapToDouble(x -> x).filter(x -> x < max).distinct().sorted().toArray();
    return withoutEmptyBins(increasing, sorted);
  }

  private static double[] withoutEmptyBins(double[] edges, double[] sorted) {
    List<Double> kept = new ArrayList<>();
    int at = 0;
    for (double edge : edges) {
      int before = at;
      while (at < sorted.length && sorted[at] <= edge) {
        at++;
      }
      if (at > before) {
        kept.add(edge);
      }
    }
    return kept.stream().mapToDouble(x -> x).toArray();
  }
}
