package io.quittance.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plays seeded histories until one violates what must hold, and shrinks that one.
///
/// @param <S> a step of a history; its text says what happens
public final class Histories<S> {

  /// The property that names the number of histories.
  public static final String COUNT = "quittance.simulation.histories";

  /// The property that names the first seed; together with a count of 1 it plays one history again.
  public static final String FROM = "quittance.simulation.from";

  private static final int MOST_PLAYED_TO_SHRINK = 2_000;

  /// What is simulated.
  ///
  /// @param <S> a step of a history
  public interface World<S> {

    /// Returns the steps of a history. The same seed gives the same steps.
    List<S> steps(long seed);

    /// Plays steps and returns what was violated; empty when all held. The same seed and steps give
    /// the same result.
    Optional<String> play(long seed, List<S> steps);
  }

  /// A violation.
  ///
  /// @param played number of histories until it was found
  /// @param steps those of the history, or as few of them as still violate something
  public record Found<S>(long seed, long played, String violation, List<S> steps) {

    /// Returns the violation, how to repeat it, and the steps that lead to it.
    public String report() {
      StringBuilder text = new StringBuilder(violation);
      text.append("\nfound by history ").append(played).append("; play it again with -D");
      text.append(FROM).append('=').append(seed).append(" -D").append(COUNT).append("=1\nsteps:");
      steps.forEach(step -> text.append("\n  ").append(step));
      return text.toString();
    }
  }

  private final World<S> world;

  public Histories(World<S> world) {
    this.world = world;
  }

  /// Returns the number of histories that a property asks for.
  public static long count(long unlessTold) {
    return Long.getLong(COUNT, unlessTold);
  }

  /// Plays histories from the seed that a property names, else from 1, until one violates
  /// something, and drops the steps of that one which are not needed for it.
  public Optional<Found<S>> search(long count) {
    return first(count)
        .map(
            found -> {
              List<S> few = shrunk(found.seed(), found.steps());
              String violation =
                  world
                      .play(found.seed(), few)
                      .orElse("not met when played again: " + found.violation());
              return new Found<>(found.seed(), found.played(), violation, few);
            });
  }

  /// Does the same, but drops no steps.
  public Optional<Found<S>> first(long count) {
    long from = Long.getLong(FROM, 1);
    for (long seed = from; seed < from + count; seed++) {
      List<S> steps = world.steps(seed);
      Optional<String> violation = world.play(seed, steps);
      if (violation.isPresent()) {
        return Optional.of(new Found<>(seed, seed - from + 1, violation.get(), steps));
      }
    }
    return Optional.empty();
  }

  /// Drops runs of steps, long ones first, while something is still violated.
  private List<S> shrunk(long seed, List<S> steps) {
    List<S> few = steps;
    int played = 0;
    for (int length = few.size() / 2; length > 0; length /= 2) {
      int at = 0;
      while (at < few.size() && played++ < MOST_PLAYED_TO_SHRINK) {
        List<S> fewer = without(few, at, length);
        if (world.play(seed, fewer).isPresent()) {
          few = fewer;
        } else {
          at += length;
        }
      }
    }
    return few;
  }

  private static <S> List<S> without(List<S> steps, int from, int length) {
    List<S> left = new ArrayList<>(steps.subList(0, from));
    left.addAll(steps.subList(Math.min(steps.size(), from + length), steps.size()));
    return left;
  }
}
