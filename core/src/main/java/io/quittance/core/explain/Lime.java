package io.quittance.core.explain;

import io.quittance.core.model.FeatureReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Fits a linear surrogate around one row of any model (LIME: Ribeiro, Singh and Guestrin 2016) and
/// measures how far it can be trusted.
///
/// A sample keeps each value of the row with probability ½ and otherwise draws it from the
/// feature's distribution in training. A missing value is replaced by a present one; present values
/// are never removed. Samples weigh `exp(−d² / width²)`, where d is the Euclidean distance in
/// standard deviations: at most 3 per feature, so that no row is too far out, and 1 for another
/// category. A weighted ridge regression of the margin on all features ranks them by effect. The k
/// largest effects are kept, but none below a hundredth of the largest, and fitted again.
///
/// All this is repeated with different seeds. The reported fit uses the samples of all runs. The
/// stability is the mean pairwise Jaccard index of the runs' top k; a feature counts as the same
/// only with the same sign (after the indices of Visani and others, 2020). Seeds are derived from
/// the configured seed and the row's values, so equal rows have equal results. Immutable, and
/// thread-safe if the model is. Cost: `samples · runs` margins.
public final class Lime {

  private static final double FARTHEST = 3;
  private static final double LEAST_EFFECT = 0.01;

  private final MarginFunction model;
  private final List<FeatureReference> references;
  private final Set<String> categorical;
  private final Settings settings;

  /// Creates an explainer of one model.
  ///
  /// @param references one per feature, in the order of a row
  /// @param categorical names of the features whose values are codes
  public Lime(
      MarginFunction model,
      List<FeatureReference> references,
      Set<String> categorical,
      Settings settings) {
    this.model = model;
    this.references = List.copyOf(references);
    this.categorical = Set.copyOf(categorical);
    this.settings = settings;
  }

  /// Settings of sampling and fit.
  ///
  /// @param samples samples per run, at least 10
  /// @param runs at least 2: stability compares runs
  /// @param features most features of the surrogate, at least 1
  /// @param width width of the kernel in multiples of the square root of the number of features
  /// @param ridge penalty of a squared coefficient (per standard deviation), as a share of the sum
  ///   of weights
  public record Settings(
      int samples, int runs, int features, double width, double ridge, long seed) {

    public Settings {
      if (samples < 10 || runs < 2 || features < 1 || !(width > 0) || !(ridge > 0)) {
        throw new IllegalArgumentException(
            "LIME needs at least 10 samples, 2 runs and 1 feature, a width and a penalty above 0");
      }
    }

    /// Returns the defaults: five runs of 1,000 samples, six features, and the width 0.75 of the
    /// authors' implementation.
    public static Settings standard() {
      return new Settings(1000, 5, 6, 0.75, 1e-4, 1);
    }
  }

  /// A term of the surrogate.
  ///
  /// @param feature index of the feature
  /// @param slope change of the margin per unit of the feature; for a category or a missing value,
  ///   change of the margin when the value becomes another one
  /// @param effect slope times the standard deviation of the feature, or the slope itself for a
  ///   category or a missing value; terms are ranked by it
  public record Term(int feature, String name, double slope, double effect) {}

  /// A linear surrogate of the model around one row.
  ///
  /// @param terms largest effect first
  /// @param intercept margin that the surrogate predicts for the row itself
  /// @param determination weighted R² over all samples, at most 1
  /// @param stability in [0, 1]: 1 when every run names the same features with the same signs
  public record Surrogate(
      List<Term> terms, double intercept, double determination, double stability) {

    public Surrogate {
      terms = List.copyOf(terms);
    }
  }

  /// Fits a surrogate around a row.
  ///
  /// @param row raw values, `NaN` where missing
  /// @throws IllegalArgumentException when the row has another length than there are features
  public Surrogate explain(float[] row) {
    int features = references.size();
    if (row.length != features) {
      throw new IllegalArgumentException(
          "a row has " + row.length + " values where " + features + " are expected");
    }
    NeighbourSampler[] neighbours = new NeighbourSampler[features];
    for (int j = 0; j < features; j++) {
      FeatureReference reference = references.get(j);
      neighbours[j] =
          new NeighbourSampler(reference, categorical.contains(reference.name()), row[j]);
    }
    SplittableRandom random = new SplittableRandom(settings.seed() ^ SampledShap.hash(row));
    WeightedRidge pooled = new WeightedRidge(features);
    List<Set<Integer>> tops = new ArrayList<>();
    for (int run = 0; run < settings.runs(); run++) {
      WeightedRidge fit = sample(row, neighbours, random.split());
      tops.add(signed(top(fit)));
      pooled.add(fit);
    }
    return surrogate(pooled, neighbours, stability(tops));
  }

  private WeightedRidge sample(
      float[] row, NeighbourSampler[] neighbours, SplittableRandom random) {
    int features = row.length;
    int samples = settings.samples();
    float[] rows = new float[samples * features];
    for (int i = 0; i < samples; i++) {
      for (int j = 0; j < features; j++) {
        rows[i * features + j] = random.nextBoolean() ? row[j] : neighbours[j].draw(random);
      }
    }
    double[] margins = new double[samples];
    model.margins(rows, samples, margins);
    WeightedRidge fit = new WeightedRidge(features);
    double squaredWidth = settings.width() * settings.width() * features;
    int[] at = new int[features];
    double[] x = new double[features];
    for (int i = 0; i < samples; i++) {
      int used = 0;
      double squared = 0;
      for (int j = 0; j < features; j++) {
        double distance = neighbours[j].distance(rows[i * features + j]);
        if (distance != 0) {
          at[used] = j;
          x[used++] = distance;
          squared += Math.min(distance * distance, FARTHEST * FARTHEST);
        }
      }
      fit.add(at, x, used, StrictMath.exp(-squared / squaredWidth), margins[i]);
    }
    return fit;
  }

  /// @param features increasing
  @SuppressWarnings("ArrayRecordComponent")
  private record Top(int[] features, double[] solution) {}

  private Top top(WeightedRidge fit) {
    int[] all = IntStream.range(0, references.size()).toArray();
    double[] full = fit.solve(all, settings.ridge());
    double greatest = Arrays.stream(full).skip(1).map(Math::abs).max().orElse(0);
    int[] chosen =
        Arrays.stream(all)
            .boxed()
            .filter(j -> Math.abs(full[j + 1]) > LEAST_EFFECT * greatest)
            .sorted(Comparator.comparingDouble((Integer j) -> -Math.abs(full[j + 1])))
            .limit(settings.features())
            .mapToInt(j -> j)
            .sorted()
            .toArray();
    return new Top(chosen, fit.solve(chosen, settings.ridge()));
  }

  /// Returns the features, counted from 1, with the signs of their effects.
  private static Set<Integer> signed(Top top) {
    Set<Integer> signed = new HashSet<>();
    for (int i = 0; i < top.features.length; i++) {
      int feature = top.features[i] + 1;
      signed.add(top.solution[i + 1] < 0 ? -feature : feature);
    }
    return signed;
  }

  private static double stability(List<Set<Integer>> tops) {
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < tops.size(); a++) {
      for (int b = 0; b < a; b++) {
        Set<Integer> first = tops.get(a);
        long both = tops.get(b).stream().filter(first::contains).count();
        long either = first.size() + tops.get(b).size() - both;
        sum += either == 0 ? 1 : (double) both / either;
        pairs++;
      }
    }
    return sum / pairs;
  }

  private Surrogate surrogate(
      WeightedRidge pooled, NeighbourSampler[] neighbours, double stability) {
    Top top = top(pooled);
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < top.features.length; i++) {
      int j = top.features[i];
      double effect = top.solution[i + 1];
      terms.add(new Term(j, references.get(j).name(), effect / neighbours[j].scale(), effect));
    }
    terms.sort(Comparator.comparingDouble((Term term) -> -Math.abs(term.effect())));
    return new Surrogate(
        terms, top.solution[0], pooled.determination(top.features, top.solution), stability);
  }
}
