package io.quittance.laboratory.fit;

import io.quittance.laboratory.sampling.Strategy;
import io.quittance.laboratory.search.Budget;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a model is fitted.
///
/// @param trainers one a family, in an order that is part of the meaning of the seed
/// @param budget of the search; what comes after it takes a few trainings more
/// @param limits of every training, with the seed of everything drawn
/// @param threads trainings at once, one thread each
/// @param combinations to try where there are two families or more
/// @param journal of the search, from which it goes on if it is there
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

  /// By TPE on two threads, with all combinations, classes as they are and no journal.
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
