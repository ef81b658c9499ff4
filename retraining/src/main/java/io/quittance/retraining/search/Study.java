package io.quittance.retraining.search;

import io.quittance.retraining.dataset.Examples;
import io.quittance.retraining.dataset.Folds;
import io.quittance.retraining.training.Family;
import io.quittance.retraining.training.FittedModel;
import io.quittance.retraining.training.Limits;
import io.quittance.retraining.training.Trainer;
import io.quittance.retraining.training.TrainingFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One search, run once.
///
/// Trial `i` is suggested from the outcomes of trials 0 to `i - 2` alone, and given up by
/// comparison with them alone. So two trials run at once, the order in which trainings end does not
/// matter, and the same setup under a budget of trials has the same history, on one thread or two,
/// at one go or after a kill and from its journal.
///
/// A thread with nothing certain to do trains a later fold ahead, which is thrown away when its
/// trial is given up before it.
public final class Study {

  /// How many trials before a trial's own are unknown to it.
  private static final int AHEAD = 1;

  private final Setup setup;
  private final Domain domain;
  private final Sampler sampler;
  private final SearchProgress progress;
  private final Map<Family, Trainer> trainers = new EnumMap<>(Family.class);
  private final Map<Family, double[]> outOfFold = new EnumMap<>(Family.class);
  private final List<RunningTrial> running = new ArrayList<>();
  private final List<@Nullable Trial> finished = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();
  private final Object telling = new Object();
  private final Stopwatch watch;
  private final @Nullable Journal journal;
  private int suggested;
  private @Nullable Throwable failure;

  /// What is searched.
  ///
  /// @param trainers one a family, in an order that is part of the meaning of the seed
  /// @param limits of every training; its seed is also that of the search
  /// @param threads trainings at once; two use all that the order of trials allows
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
        throw new IllegalArgumentException("a search needs a thread");
      }
    }
  }

  /// What a search found.
  ///
  /// @param outOfFold the margins that [OutOfFold] computes, for the best trials that are in memory
  public record Result(SearchHistory history, Map<Family, double[]> outOfFold) {}

  private Study(Setup setup, @Nullable Journal journal, SearchProgress progress, Stopwatch watch) {
    this.setup = setup;
    this.journal = journal;
    this.progress = progress;
    this.watch = watch;
    this.domain = Domain.of(setup.trainers, setup.limits);
    this.sampler = setup.strategy.sampler(domain, setup.limits.seed());
    setup.trainers.forEach(trainer -> trainers.put(trainer.family(), trainer));
  }

  /// Blocks until the budget is used.
  ///
  /// @param journal to write, and to go on from if it is there
  /// @throws TrainingFailedException when every trial failed
  /// @throws JournalRefusedException when the journal is not of this search
  /// @throws CancellationException when `progress` throws it, or the thread is interrupted
  public static Result run(Setup setup, Optional<Path> journal, SearchProgress progress) {
    if (journal.isEmpty()) {
      return new Study(setup, null, progress, new Stopwatch(Duration.ZERO)).run();
    }
    try (Journal open = Journal.open(journal.get(), Identity.of(setup))) {
      return new Study(setup, open, progress, new Stopwatch(open.elapsed())).run();
    }
  }

  private Result run() {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < setup.threads; i++) {
      threads.add(Thread.ofPlatform().name("search-" + i).daemon().start(this::work));
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
          fail(new CancellationException("the search was interrupted"));
        }
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
    List<Trial> trials = known(finished.size());
    if (trials.stream().noneMatch(Trial::completed)) {
      throw new TrainingFailedException(
          "none of " + trials.size() + " trials could be trained: " + reasons(trials), null);
    }
    return new Result(
        new SearchHistory(setup.strategy, setup.limits.seed(), setup.folds.folds().size(), trials),
        Map.copyOf(outOfFold));
  }

  private static String reasons(List<Trial> trials) {
    return trials.stream()
        .map(trial -> trial.point().family().slug() + ": " + trial.reason())
        .distinct()
        .limit(5)
        .collect(Collectors.joining("; "));
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

  /// Waits for something to train; null when there will be nothing.
  private synchronized @Nullable Task next() {
    while (failure == null) {
      while (maySuggest()) {
        suggest();
      }
      Optional<RunningTrial> trial =
          running.stream()
              .filter(RunningTrial::isNextCertain)
              .findFirst()
              .or(() -> running.stream().filter(RunningTrial::hasUnstarted).findFirst());
      if (trial.isPresent() && !isOver()) {
        return new Task(trial.get(), trial.get().start().orElseThrow());
      }
      if (running.isEmpty() || isOver()) {
        running.forEach(RunningTrial::end);
        notifyAll();
        return null;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        throw new CancellationException("the search was interrupted");
      }
    }
    return null;
  }

  private boolean maySuggest() {
    boolean known = suggested <= AHEAD || known(suggested - AHEAD).size() == suggested - AHEAD;
    return known
        && switch (setup.budget) {
          case Budget.Trials(int trials) -> suggested < trials;
          case Budget.Time _ -> !isOver();
        };
  }

  /// Whether the time is up and something is there to show for it.
  private boolean isOver() {
    return switch (setup.budget) {
      case Budget.Trials _ -> false;
      case Budget.Time(Duration time) ->
          watch.elapsed().compareTo(time) >= 0
              && finished.stream().anyMatch(trial -> trial != null && trial.completed());
    };
  }

  /// The trials below an index, as far as they are finished.
  private List<Trial> known(int end) {
    List<Trial> known = new ArrayList<>();
    for (int i = 0; i < Math.min(end, finished.size()); i++) {
      Trial trial = finished.get(i);
      if (trial != null) {
        known.add(trial);
      }
    }
    return known;
  }

  private void suggest() {
    int index = suggested++;
    List<Trial> before = before(index);
    List<Point> pending = List.copyOf(points.subList(before.size(), index));
    Point point = sampler.suggest(index, before.stream().map(this::observation).toList(), pending);
    points.add(point);
    RunningTrial trial = new RunningTrial(index, point, setup.folds.folds().size());
    finished.add(null);
    running.add(trial);
    replay(trial);
  }

  private List<Trial> before(int index) {
    return known(Math.max(0, index - AHEAD));
  }

  private Observation observation(Trial trial) {
    int folds = setup.folds.folds().size();
    return trial.state() == Trial.State.FAILED
        ? new Observation(trial.point(), folds + 1, Double.POSITIVE_INFINITY)
        : new Observation(trial.point(), folds - trial.foldLosses().size(), trial.logLoss());
  }

  private void replay(RunningTrial trial) {
    if (journal == null) {
      return;
    }
    journal
        .point(trial.index())
        .filter(known -> !known.equals(trial.point()))
        .ifPresent(
            known -> {
              throw new JournalRefusedException(
                  "the journal's trial "
                      + trial.index()
                      + " is "
                      + known.words()
                      + ", this search would try "
                      + trial.point().words()
                      + "; remove the file to start again");
            });
    List<Judged> known = journal.folds(trial.index());
    for (int fold = 0; fold < known.size(); fold++) {
      trial.put(fold, known.get(fold));
    }
    accept(trial, known.size());
  }

  private synchronized void put(Task task, Judged judged) {
    if (!task.trial.over()) {
      task.trial.put(task.fold, judged);
      accept(task.trial, 0);
    }
    notifyAll();
  }

  /// Takes what is there in the order of the folds.
  ///
  /// @param written folds of it that the journal has
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
      boolean mayBeGivenUp = trial.index() >= domain.branches().size();
      if (mayBeGivenUp
          && MedianRule.givesUp(trial.accepted(), trial.mean(), before(trial.index()))) {
        finish(trial, Trial.State.PRUNED, null);
        return;
      }
    }
  }

  private void finish(RunningTrial running, Trial.State state, @Nullable String reason) {
    Trial trial = running.finished(state, reason);
    running.end();
    this.running.remove(running);
    if (state == Trial.State.COMPLETED) {
      keepMargins(running, trial);
    }
    finished.set(trial.index(), trial);
    if (journal != null) {
      journal.writeTrial(trial, watch.elapsed());
    }
  }

  /// Of the best of each family, as [SearchHistory#best(Family)] will name it.
  private void keepMargins(RunningTrial running, Trial trial) {
    Family family = trial.point().family();
    boolean best =
        known(finished.size()).stream()
            .filter(other -> other.completed() && other.point().family() == family)
            .noneMatch(
                other ->
                    other.logLoss() < trial.logLoss()
                        || other.logLoss() == trial.logLoss() && other.index() < trial.index());
    if (!best) {
      return;
    }
    double[][] margins = running.margins();
    if (margins == null) {
      outOfFold.remove(family);
    } else {
      outOfFold.put(family, OutOfFold.assemble(margins, setup.folds, setup.rows.size()));
    }
  }

  /// Trains and judges one fold; null when its trial was over before.
  private @Nullable Judged judge(Task task) {
    long begin = System.nanoTime();
    RunningTrial trial = task.trial;
    Folds.Fold fold = setup.folds.folds().get(task.fold);
    Trainer trainer = trainers.get(trial.point().family());
    try {
      FittedModel model =
          OutOfFold.train(
              trainer, trial.point(), setup.rows, fold.cut(), setup.limits, _ -> check(trial));
      Examples held = setup.rows.pick(fold.held());
      double[] margins = model.margins(held);
      double loss = LogLoss.mean(margins, held);
      String failure = Double.isFinite(loss) ? null : "the log loss is " + loss;
      return new Judged(loss, model.rounds(), since(begin), failure, margins);
    } catch (TrainingFailedException e) {
      return new Judged(Double.NaN, 0, since(begin), String.valueOf(e.getMessage()), null);
    } catch (TrialOverException e) {
      return null;
    }
  }

  private void check(RunningTrial trial) {
    if (trial.over() || setup.budget instanceof Budget.Time && isOverNow()) {
      throw new TrialOverException();
    }
    progress.check();
  }

  private synchronized boolean isOverNow() {
    return isOver();
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void tell() {
    synchronized (telling) {
      progress.told(status());
    }
  }

  private synchronized SearchStatus status() {
    List<Trial> done = known(finished.size());
    Duration elapsed = watch.elapsed();
    int budget = setup.budget instanceof Budget.Trials(int trials) ? trials : 0;
    double share =
        switch (setup.budget) {
          case Budget.Trials(int trials) -> (double) done.size() / trials;
          case Budget.Time(Duration time) ->
              Math.min(1, (double) elapsed.toMillis() / time.toMillis());
        };
    return new SearchStatus(
        done.size(),
        count(done, Trial.State.PRUNED),
        count(done, Trial.State.FAILED),
        budget > 0 ? OptionalInt.of(budget) : OptionalInt.empty(),
        done.stream().filter(Trial::completed).min(Comparator.comparingDouble(Trial::logLoss)),
        elapsed,
        share > 0
            ? Optional.of(Duration.ofMillis(Math.round(elapsed.toMillis() * (1 / share - 1))))
            : Optional.empty(),
        share);
  }

  private static int count(List<Trial> trials, Trial.State state) {
    return (int) trials.stream().filter(trial -> trial.state() == state).count();
  }

  /// Ends a training whose outcome is not wanted any more.
  private static final class TrialOverException extends CancellationException {
    private static final long serialVersionUID = 1L;
  }
}
