package io.quittance.laboratory.sampling;

import io.quittance.laboratory.training.Dimension;
import io.quittance.laboratory.training.Parameters;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Suggests the defaults of each family in turn, then points drawn uniformly over the families and
/// within each dimension on its own scale.
final class RandomSampler implements Sampler {

  private final Domain domain;
  private final long seed;

  RandomSampler(Domain domain, long seed) {
    this.domain = domain;
    this.seed = seed;
  }

  @Override
  public Point suggest(int index, List<Observation> finished, List<Point> pending) {
    if (index < domain.branches().size()) {
      Domain.Branch branch = domain.branches().get(index);
      return new Point(branch.family(), branch.defaults());
    }
    return draw(new SplittableRandom(Sampler.seed(seed, index)));
  }

  Point draw(SplittableRandom random) {
    Domain.Branch branch = domain.branches().get(random.nextInt(domain.branches().size()));
    SortedMap<String, Double> values = new TreeMap<>();
    for (Dimension dimension : branch.space().dimensions()) {
      Axis axis = Axis.of(dimension);
      values.put(dimension.name(), axis.value(random.nextDouble()));
    }
    return new Point(branch.family(), new Parameters(values));
  }
}
