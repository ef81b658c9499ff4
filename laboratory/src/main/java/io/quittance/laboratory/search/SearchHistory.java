package io.quittance.laboratory.search;

import io.quittance.laboratory.sampling.Strategy;
import io.quittance.laboratory.training.Family;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// All trials of a search.
///
/// @param folds number of folds on which each trial is judged
/// @param trials in index order; at least one is complete
public record SearchHistory(Strategy strategy, long seed, int folds, List<Trial> trials) {

  public SearchHistory {
    trials = List.copyOf(trials);
  }

  /// Returns the completed trial with the lowest log loss; of equals, the first.
  public Trial best() {
    return best(trials.size() - 1).orElseThrow();
  }

  /// Returns the best trial of one family; empty when none is complete.
  public Optional<Trial> best(Family family) {
    return trials.stream()
        .filter(trial -> trial.completed() && trial.point().family() == family)
        .min(Comparator.comparingDouble(Trial::logLoss));
  }

  /// Returns the best of the trials up to and including `index`; empty when none is complete.
  public Optional<Trial> best(int index) {
    return trials.stream()
        .filter(trial -> trial.completed() && trial.index() <= index)
        .min(Comparator.comparingDouble(Trial::logLoss));
  }

  /// Returns the number of trials that ended in this way.
  public int count(Trial.State state) {
    return (int) trials.stream().filter(trial -> trial.state() == state).count();
  }

  /// Returns the number of trials of a family.
  public int count(Family family) {
    return (int) trials.stream().filter(trial -> trial.point().family() == family).count();
  }

  /// Returns the number of trials of a family that ended in this way.
  public int count(Family family, Trial.State state) {
    return (int)
        trials.stream()
            .filter(trial -> trial.point().family() == family && trial.state() == state)
            .count();
  }

  /// Returns the search as one sentence.
  public String words() {
    return String.format(
        Locale.ROOT,
        "%d trials over %d folds by %s (%d complete, %d pruned, %d failed), seed %d",
        trials.size(),
        folds,
        strategy.slug(),
        count(Trial.State.COMPLETED),
        count(Trial.State.PRUNED),
        count(Trial.State.FAILED),
        seed);
  }
}
