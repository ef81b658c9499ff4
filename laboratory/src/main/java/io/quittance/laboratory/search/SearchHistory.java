package io.quittance.laboratory.search;

import io.quittance.laboratory.sampling.Strategy;
import io.quittance.laboratory.training.Family;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// All trials of a search.
///
/// @param folds how many each trial is judged on
/// @param trials in the order of their index; at least one is complete
public record SearchHistory(Strategy strategy, long seed, int folds, List<Trial> trials) {

  public SearchHistory {
    trials = List.copyOf(trials);
  }

  /// The completed trial of the least log loss; of equals, the first.
  public Trial best() {
    return best(trials.size() - 1).orElseThrow();
  }

  /// The best of one family; empty when none of it is complete.
  public Optional<Trial> best(Family family) {
    return trials.stream()
        .filter(trial -> trial.completed() && trial.point().family() == family)
        .min(Comparator.comparingDouble(Trial::logLoss));
  }

  /// The best of the trials up to and with `index`; empty when none of them is complete.
  public Optional<Trial> best(int index) {
    return trials.stream()
        .filter(trial -> trial.completed() && trial.index() <= index)
        .min(Comparator.comparingDouble(Trial::logLoss));
  }

  /// How many trials ended so.
  public int count(Trial.State state) {
    return (int) trials.stream().filter(trial -> trial.state() == state).count();
  }

  /// How many trials a family had.
  public int count(Family family) {
    return (int) trials.stream().filter(trial -> trial.point().family() == family).count();
  }

  /// How many trials of a family ended so.
  public int count(Family family, Trial.State state) {
    return (int)
        trials.stream()
            .filter(trial -> trial.point().family() == family && trial.state() == state)
            .count();
  }

  /// The search in one sentence.
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
