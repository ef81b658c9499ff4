package io.quittance.laboratory.search;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.sampling.Domain;
import io.quittance.laboratory.sampling.Observation;
import io.quittance.laboratory.sampling.Point;
import io.quittance.laboratory.sampling.Sampler;
import io.quittance.laboratory.sampling.Strategy;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.TrainingFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Runs one search, once.
///
/// Trial `i` is suggested from, and pruned by comparison with, the outcomes of trials 0 to `i - 2`
/// only. Two trials can therefore run at once, and the order in which trainings end does not
/// matter. Under a budget of trials, the same setup gives the same history, on one thread or two,
/// in one run or after a kill and a resume from the journal.
///
/// A thread with no work that is certain to count trains a later fold in advance. The result is
/// discarded when its trial is pruned before that fold.
public final class Search {

  private final Setup setup;
  private final Domain domain;
  private final Sampler sampler;
  private final FoldTraining training;
  private final SearchProgress progress;
  private final Stopwatch watch;
  private final @Nullable Journal journal;
  private final Object telling = new Object();
  private final Ledger ledger = new Ledger();
  private final List<RunningTrial> running = new ArrayList<>();
  private @Nullable Throwable failure;

  /// What is searched.
  ///
  /// @param trainers one per family; their order affects the meaning of the seed
  /// @param limits of every training; its seed is also the seed of the search
  /// @param threads number of concurrent trainings; the order of trials allows at most two to be
  ///   busy
  public record Setup(
      Examples rows,
      Folds folds,
      List<Trainer> trainers,
      Strategy strategy,
      Budget budget,
      Limits limits,
      int threads) {

    public Setup {
      trainers = List.copyOf(trainers);
      if (threads < 1) {
        throw new IllegalArgumentException("a search needs at least one thread");
      }
    }
  }

  /// What a search found.
  ///
  /// @param outOfFold the margins that [OutOfFold] computes, for the best trials that are in memory
  public record Result(SearchHistory history, Map<Family, double[]> outOfFold) {}

  private Search(Setup setup, @Nullable Journal journal, SearchProgress progress, Stopwatch watch) {
    this.setup = setup;
    this.journal = journal;
    this.progress = progress;
    this.watch = watch;
    this.domain = Domain.of(setup.trainers, setup.limits);
    this.training = new FoldTraining(setup);
    this.sampler = setup.strategy.sampler(domain, setup.limits.seed());
  }

  /// Runs the search. Blocks until the budget is used up.
  ///
  /// @param journal written by the search, which resumes from it if it exists
  /// @throws TrainingFailedException when every trial failed
  /// @throws JournalRefusedException when the journal belongs to another search
  /// @throws CancellationException when `progress` throws it, or the thread is interrupted
  public static Result run(Setup setup, Optional<Path> journal, SearchProgress progress) {
    if (journal.isEmpty()) {
      return new Search(setup, null, progress, new Stopwatch(Duration.ZERO)).run();
    }
    try (Journal open = Journal.open(journal.get(), Identity.of(setup))) {
      return new Search(setup, open, progress, new Stopwatch(open.elapsed())).run();
    }
  }

  private Result run() {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < setup.threads; i++) {
      threads.add(Thread.ofPlatform().name("search-" + i).daemon().start(this::work));
    }
    boolean interrupted = false;
    for (int i = 0; i < threads.size(); ) {
      try {
        threads.get(i).join();
        i++;
      } catch (InterruptedException e) {
        interrupted = true;
        fail(new CancellationException("the search was interrupted"));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result();
  }

  private synchronized Result result() {
    if (failure instanceof RuntimeException cause) {
      throw cause;
    }
    if (failure instanceof Error cause) {
      throw cause;
    }
    ledger.requireCompleted();
    List<Trial> trials = ledger.finished();
    return new Result(
        new SearchHistory(setup.strategy, setup.limits.seed(), setup.folds.folds().size(), trials),
        ledger.margins());
  }

  /// A fold to train.
  private record Task(RunningTrial trial, int fold) {}

  private void work() {
    try {
      for (Task task = next(); task != null; task = next()) {
        Judged judged = judge(task);
        if (judged != null) {
          put(task, judged);
          tell();
        }
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    running.forEach(RunningTrial::end);
    notifyAll();
  }

  /// Waits for a fold to train; returns null when no more will follow.
  private synchronized @Nullable Task next() {
    while (failure == null) {
      while (mayBegin()) {
        begin();
      }
      if (running.isEmpty() || isOver()) {
        running.forEach(RunningTrial::end);
        notifyAll();
        return null;
      }
      Optional<RunningTrial> trial =
          running.stream()
              .filter(RunningTrial::isNextCertain)
              .findFirst()
              .or(() -> running.stream().filter(RunningTrial::hasUnstarted).findFirst());
      if (trial.isPresent()) {
        return new Task(trial.get(), trial.get().start());
      }
      try {
        wait();
      } catch (InterruptedException e) {
        throw new CancellationException("the search was interrupted");
      }
    }
    return null;
  }

  private boolean mayBegin() {
    boolean wanted =
        switch (setup.budget) {
          case Budget.Trials(int trials) -> ledger.next() < trials;
          case Budget.Time _ -> !isOver() || isInJournal(ledger.next());
        };
    return wanted && ledger.isReady();
  }

  /// Keeps the results found in time when the time is up.
  private boolean isInJournal(int trial) {
    return journal != null && journal.holds(trial);
  }

  /// Returns whether the time is up and there is a result.
  private synchronized boolean isOver() {
    return switch (setup.budget) {
      case Budget.Trials _ -> false;
      case Budget.Time(Duration time) ->
          watch.elapsed().compareTo(time) >= 0 && ledger.hasCompleted();
    };
  }

  private void begin() {
    int index = ledger.next();
    int folds = setup.folds.folds().size();
    List<Observation> known =
        ledger.before(index).stream().map(trial -> trial.observed(folds)).toList();
    Point point = sampler.suggest(index, known, ledger.pending());
    RunningTrial trial = new RunningTrial(index, point, folds);
    ledger.begin(point);
    running.add(trial);
    if (journal != null) {
      List<Judged> written = journal.folds(index, point);
      for (int fold = 0; fold < written.size(); fold++) {
        trial.put(fold, written.get(fold));
      }
      accept(trial, written.size());
    }
  }

  private synchronized void put(Task task, Judged judged) {
    if (!task.trial.over()) {
      task.trial.put(task.fold, judged);
      accept(task.trial, 0);
    }
    notifyAll();
  }

  /// Processes the available outcomes in fold order.
  ///
  /// @param written number of its folds that are already in the journal
  private void accept(RunningTrial trial, int written) {
    for (Judged next = trial.accept(); next != null; next = trial.accept()) {
      int fold = trial.accepted() - 1;
      if (journal != null && fold >= written) {
        journal.writeFold(trial.index(), trial.point(), fold, next, watch.elapsed());
      }
      if (next.failure() != null) {
        finish(trial, Trial.State.FAILED, next.failure());
        return;
      }
      if (trial.isComplete()) {
        finish(trial, Trial.State.COMPLETED, null);
        return;
      }
      boolean isDefaults = trial.index() < domain.branches().size();
      List<Trial> before = ledger.before(trial.index());
      if (!isDefaults && MedianRule.givesUp(trial.accepted(), trial.mean(), before)) {
        finish(trial, Trial.State.PRUNED, null);
        return;
      }
    }
  }

  private void finish(RunningTrial ended, Trial.State state, @Nullable String reason) {
    Trial trial = ended.finished(state, reason);
    ended.end();
    running.remove(ended);
    ledger.end(trial);
    if (state == Trial.State.COMPLETED) {
      ledger.keep(trial, ended.outOfFold(setup.folds, setup.rows.size()));
    }
    if (journal != null) {
      journal.writeTrial(trial, watch.elapsed());
    }
  }

  /// Trains and judges one fold; returns null when its trial was already over.
  private @Nullable Judged judge(Task task) {
    try {
      return training.judge(task.trial.point(), task.fold, _ -> check(task.trial));
    } catch (TrialOverException e) {
      return null;
    }
  }

  private void check(RunningTrial trial) {
    if (trial.over() || isOver()) {
      throw new TrialOverException();
    }
    progress.check();
  }

  private void tell() {
    synchronized (telling) {
      SearchStatus status;
      synchronized (this) {
        status = ledger.status(setup.budget, watch.elapsed());
      }
      progress.told(status);
    }
  }

  /// Cancels a training whose outcome is no longer needed.
  private static final class TrialOverException extends CancellationException {
    private static final long serialVersionUID = 1L;
  }
}
