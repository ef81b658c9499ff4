package io.quittance.laboratory.fit;

import io.quittance.laboratory.sampling.Strategy;
import io.quittance.laboratory.search.Budget;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How to fit a model.
///
/// @param trainers one per family; their order affects the meaning of the seed
/// @param budget of the search; the steps after the search need a few more trainings
/// @param limits of every training, with the seed of all random numbers
/// @param threads number of concurrent trainings, each on one thread
/// @param combinations to try when there are at least two families
/// @param journal of the search, which resumes from it if it exists
public record FitPlan(
    List<Trainer> trainers,
    Strategy strategy,
    Budget budget,
    Limits limits,
    int threads,
    Set<Combination> combinations,
    ClassWeights classWeights,
    Optional<Path> journal) {

  public FitPlan {
    trainers = List.copyOf(trainers);
    combinations = Set.copyOf(combinations);
  }

  /// Returns a plan with TPE on two threads, all combinations, unweighted classes and no journal.
  public static FitPlan of(List<Trainer> trainers, Budget budget, Limits limits) {
    return new FitPlan(
        trainers,
        Strategy.TPE,
        budget,
        limits,
        2,
        Set.of(Combination.values()),
        ClassWeights.NONE,
        Optional.empty());
  }

  public FitPlan withThreads(int count) {
    return new FitPlan(
        trainers, strategy, budget, limits, count, combinations, classWeights, journal);
  }

  public FitPlan withCombinations(Set<Combination> some) {
    return new FitPlan(trainers, strategy, budget, limits, threads, some, classWeights, journal);
  }

  public FitPlan withClassWeights(ClassWeights weights) {
    return new FitPlan(trainers, strategy, budget, limits, threads, combinations, weights, journal);
  }

  public FitPlan withJournal(Optional<Path> file) {
    return new FitPlan(
        trainers, strategy, budget, limits, threads, combinations, classWeights, file);
  }
}
