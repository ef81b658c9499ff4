package io.quittance.retraining.training;

import io.quittance.retraining.dataset.LabelledRows;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Trains with each of a few settings and keeps the one with the lowest log loss on the validation
/// rows; of equals, the first named. The order in which they finish does not matter.
public final class Search {

  private final ForestTrainer trainer;
  private final List<Settings> candidates;
  private final int threads;

  /// @param candidates in the order of preference among equals
  /// @param threads trainings at once
  public Search(ForestTrainer trainer, List<Settings> candidates, int threads) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a search needs settings to try");
    }
    this.trainer = trainer;
    this.candidates = List.copyOf(candidates);
    this.threads = threads;
  }

  /// What a search found.
  ///
  /// @param best the forest to go on with
  /// @param trials all forests in the order of their settings
  public record Result(TrainedForest best, List<TrainedForest> trials) {}

  /// Told from the threads that train, in no order.
  @FunctionalInterface
  public interface Progress {
    /// Nobody is told.
    Progress NONE = (_, _) -> {};

    /// Told after each round of any training.
    ///
    /// @param trees rounds done over all trainings
    /// @param most rounds if none stopped early
    void rounds(int trees, int most);
  }

  /// Blocks until all settings are tried.
  ///
  /// @throws CancellationException when `progress` throws it, or the thread is interrupted
  public Result run(LabelledRows train, LabelledRows validation, Progress progress) {
    AtomicInteger rounds = new AtomicInteger();
    int most = candidates.stream().mapToInt(Settings::maxTrees).sum();
    try (ExecutorService executor =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("training-", 0).daemon().factory())) {
      List<Future<TrainedForest>> running =
          candidates.stream()
              .map(
                  settings ->
                      executor.submit(
                          () ->
                              trainer.train(
                                  train,
                                  validation,
                                  settings,
                                  _ -> progress.rounds(rounds.incrementAndGet(), most))))
              .toList();
      try {
        return best(running);
      } catch (RuntimeException e) {
        executor.shutdownNow();
        throw e;
      }
    }
  }

  private static Result best(List<Future<TrainedForest>> running) {
    List<TrainedForest> trials = running.stream().map(Search::await).toList();
    TrainedForest best =
        trials.stream().min(Comparator.comparingDouble(TrainedForest::logLoss)).orElseThrow();
    return new Result(best, trials);
  }

  private static TrainedForest await(Future<TrainedForest> running) {
    try {
      return running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the search was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new TrainingFailedException("training failed: " + e.getCause(), e);
    }
  }
}
