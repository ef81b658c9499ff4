package io.quittance.retraining.fit;

import io.quittance.retraining.search.Budget;
import io.quittance.retraining.search.Strategy;
import io.quittance.retraining.training.Limits;
import io.quittance.retraining.training.Trainer;
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
public record Plan(
    List<Trainer> trainers,
    Strategy strategy,
    Budget budget,
    Limits limits,
    int threads,
    Set<Combination> combinations,
    ClassWeights classWeights,
    Optional<Path> journal) {

  public Plan {
    trainers = List.copyOf(trainers);
    combinations = Set.copyOf(combinations);
  }

  /// By TPE on two threads, with all combinations, classes as they are and no journal.
  public static Plan of(List<Trainer> trainers, Budget budget, Limits limits) {
    return new Plan(
        trainers,
        Strategy.TPE,
        budget,
        limits,
        2,
        Set.of(Combination.values()),
        ClassWeights.NONE,
        Optional.empty());
  }

  public Plan withStrategy(Strategy other) {
    return new Plan(trainers, other, budget, limits, threads, combinations, classWeights, journal);
  }

  public Plan withThreads(int count) {
    return new Plan(trainers, strategy, budget, limits, count, combinations, classWeights, journal);
  }

  public Plan withCombinations(Set<Combination> some) {
    return new Plan(trainers, strategy, budget, limits, threads, some, classWeights, journal);
  }

  public Plan withClassWeights(ClassWeights weights) {
    return new Plan(trainers, strategy, budget, limits, threads, combinations, weights, journal);
  }

  public Plan withJournal(Optional<Path> file) {
    return new Plan(trainers, strategy, budget, limits, threads, combinations, classWeights, file);
  }
}
