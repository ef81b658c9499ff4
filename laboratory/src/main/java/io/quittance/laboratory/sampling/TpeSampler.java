package io.quittance.laboratory.sampling;

import io.quittance.laboratory.training.Dimension;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Tree-structured Parzen estimators (Bergstra, Bardenet, Bengio and Kégl 2011). Splits the trials
/// so far into the best few and the rest, and estimates a density for each. In each dimension,
/// draws some values from the density of the best and takes the one with the greatest ratio of that
/// density to the density of the rest. This value has the greatest expected improvement.
///
/// Draws the family in proportion to that ratio, so that no family is abandoned for good. A
/// dimension learns only from the trials of its own family. Running trials count among the rest, so
/// that two concurrent trials do not try the same point. The search starts like [RandomSampler],
/// with the same points for the same seed.
final class TpeSampler implements Sampler {

  /// Number of random points after the defaults, before learning begins.
  private static final int RANDOM_START = 4;

  private static final double BEST_SHARE = 0.2;
  private static final int CANDIDATES = 24;
  private static final double PRIOR = 1;
  private static final int ATTEMPTS = 8;

  private final Domain domain;
  private final long seed;
  private final RandomSampler start;

  TpeSampler(Domain domain, long seed) {
    this.domain = domain;
    this.seed = seed;
    this.start = new RandomSampler(domain, seed);
  }

  @Override
  public Point suggest(int index, List<Observation> finished, List<Point> pending) {
    if (index < domain.branches().size() + RANDOM_START) {
      return start.suggest(index, finished, pending);
    }
    List<Point> ranked =
        new ArrayList<>(
            finished.stream().sorted(Observation.BEST_FIRST).map(Observation::point).toList());
    int best = (int) Math.ceil(BEST_SHARE * ranked.size());
    ranked.addAll(pending);
    SplittableRandom random = new SplittableRandom(Sampler.seed(seed, index));
    List<Point> good = ranked.subList(0, best);
    List<Point> others = ranked.subList(best, ranked.size());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Point point = learned(good, others, random);
      if (!ranked.contains(point)) {
        return point;
      }
    }
    return start.draw(random);
  }

  private Point learned(List<Point> good, List<Point> others, SplittableRandom random) {
    Domain.Branch branch = branch(good, others, random);
    SortedMap<String, Double> values = new TreeMap<>();
    for (Dimension dimension : branch.space().dimensions()) {
      values.put(
          dimension.name(),
          value(
              dimension,
              values(good, branch.family(), dimension.name()),
              values(others, branch.family(), dimension.name()),
              random));
    }
    return new Point(branch.family(), new Parameters(values));
  }

  private Domain.Branch branch(List<Point> good, List<Point> others, SplittableRandom random) {
    List<Domain.Branch> branches = domain.branches();
    double[] ratios = new double[branches.size()];
    for (int i = 0; i < ratios.length; i++) {
      Family family = branches.get(i).family();
      ratios[i] = share(good, family) / share(others, family);
    }
    return branches.get(drawn(ratios, random));
  }

  private double share(List<Point> points, Family family) {
    long count = points.stream().filter(point -> point.family() == family).count();
    return (count + PRIOR / domain.branches().size()) / (points.size() + PRIOR);
  }

  private static double value(
      Dimension dimension, double[] good, double[] others, SplittableRandom random) {
    Axis axis = Axis.of(dimension);
    if (axis instanceof Axis.Named named) {
      return choice(named, good, others, random);
    }
    Parzen likely = new Parzen(positions(axis, good), PRIOR);
    Parzen unlikely = new Parzen(positions(axis, others), PRIOR);
    double best = 0;
    double bestRatio = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < CANDIDATES; i++) {
      double value = axis.value(likely.draw(random));
      double from = axis.from(value);
      double to = axis.to(value);
      double ratio = likely.weight(from, to) / unlikely.weight(from, to);
      if (ratio > bestRatio) {
        best = value;
        bestRatio = ratio;
      }
    }
    return best;
  }

  private static double choice(
      Axis.Named axis, double[] good, double[] others, SplittableRandom random) {
    List<Double> values = axis.choice().values();
    double[] ratios = new double[values.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = frequency(values, i, good) / frequency(values, i, others);
    }
    return values.get(drawn(ratios, random));
  }

  private static int drawn(double[] weights, SplittableRandom random) {
    double pick = random.nextDouble() * Arrays.stream(weights).sum();
    int chosen = 0;
    while (chosen < weights.length - 1 && pick >= weights[chosen]) {
      pick -= weights[chosen++];
    }
    return chosen;
  }

  private static double frequency(List<Double> values, int index, double[] observed) {
    long count = Arrays.stream(observed).filter(value -> value == values.get(index)).count();
    return (count + PRIOR / values.size()) / (observed.length + PRIOR);
  }

  private static double[] positions(Axis axis, double[] values) {
    return Arrays.stream(values).map(value -> (axis.from(value) + axis.to(value)) / 2).toArray();
  }

  private static double[] values(List<Point> points, Family family, String dimension) {
    return points.stream()
        .filter(point -> point.family() == family)
        .mapToDouble(point -> point.parameters().number(dimension))
        .toArray();
  }
}
