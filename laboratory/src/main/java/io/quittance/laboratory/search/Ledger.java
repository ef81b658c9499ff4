package io.quittance.laboratory.search;

import io.quittance.laboratory.sampling.Point;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.TrainingFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All trials suggested so far and their outcomes. Guarded by the lock of its search.
final class Ledger {

  /// The number of trials directly before a trial on whose outcomes it must not depend.
  private static final int UNKNOWN = 1;

  private final List<Point> points = new ArrayList<>();
  private final List<@Nullable Trial> trials = new ArrayList<>();
  private final Map<Family, double[]> margins = new EnumMap<>(Family.class);

  /// Returns the index of the next trial.
  int next() {
    return points.size();
  }

  /// Returns whether everything that the next suggestion depends on is known.
  boolean isReady() {
    return trials.subList(0, Math.max(0, next() - UNKNOWN)).stream().allMatch(Objects::nonNull);
  }

  /// Returns the trials that a trial may depend on.
  List<Trial> before(int index) {
    return finished(Math.max(0, index - UNKNOWN));
  }

  /// Returns the points that the next trial may know, but whose outcomes it may not.
  List<Point> pending() {
    return List.copyOf(points.subList(Math.max(0, next() - UNKNOWN), next()));
  }

  void begin(Point point) {
    points.add(point);
    trials.add(null);
  }

  void end(Trial trial) {
    trials.set(trial.index(), trial);
  }

  /// Returns every finished trial, by index.
  List<Trial> finished() {
    return finished(trials.size());
  }

  private List<Trial> finished(int end) {
    List<Trial> finished = new ArrayList<>();
    for (Trial trial : trials.subList(0, end)) {
      if (trial != null) {
        finished.add(trial);
      }
    }
    return finished;
  }

  boolean hasCompleted() {
    return trials.stream().anyMatch(trial -> trial != null && trial.completed());
  }

  /// Checks that a trial has completed.
  ///
  /// @throws TrainingFailedException when every trial failed; the message names the reasons
  void requireCompleted() {
    if (!hasCompleted()) {
      String message = "all %d trials failed: %s".formatted(finished().size(), reasons());
      throw new TrainingFailedException(message, new IllegalStateException(message));
    }
  }

  private String reasons() {
    return finished().stream()
        .map(trial -> trial.point().family().slug() + ": " + trial.reason())
        .distinct()
        .limit(5)
        .collect(Collectors.joining("; "));
  }

  /// Keeps the margins of a trial if it is now the best of its family.
  ///
  /// @param outOfFold null when they are not in memory
  void keep(Trial trial, double @Nullable [] outOfFold) {
    Family family = trial.point().family();
    Optional<Trial> best =
        finished().stream()
            .filter(other -> other.completed() && other.point().family() == family)
            .min(Comparator.comparingDouble(Trial::logLoss));
    if (best.isPresent() && best.get().index() != trial.index()) {
      return;
    }
    if (outOfFold == null) {
      margins.remove(family);
    } else {
      margins.put(family, outOfFold);
    }
  }

  Map<Family, double[]> margins() {
    return Map.copyOf(margins);
  }

  SearchStatus status(Budget budget, Duration elapsed) {
    List<Trial> done = finished();
    double share =
        switch (budget) {
          case Budget.Trials(int most) -> (double) done.size() / most;
          case Budget.Time(Duration time) ->
              Math.min(1, (double) elapsed.toMillis() / time.toMillis());
        };
    return new SearchStatus(
        done.size(),
        count(done, Trial.State.PRUNED),
        count(done, Trial.State.FAILED),
        budget instanceof Budget.Trials(int most) ? OptionalInt.of(most) : OptionalInt.empty(),
        done.stream().filter(Trial::completed).min(Comparator.comparingDouble(Trial::logLoss)),
        elapsed,
        share > 0
            ? Optional.of(Duration.ofMillis(Math.round(elapsed.toMillis() * (1 / share - 1))))
            : Optional.empty(),
        Math.min(1, share));
  }

  private static int count(List<Trial> trials, Trial.State state) {
    return (int) trials.stream().filter(trial -> trial.state() == state).count();
  }
}
