package io.quittance.core.treatment;

import io.quittance.core.event.DecisionMade.Week;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is expected of each treatment of one account in the seven days after a decision. Immutable.
///
/// @param expectedShares expected net payments as a share of the balance, at least 0, in the order
///   of [Treatment#values()]
/// @param probabilities probability of a payment in the same order, in [0, 1]; null when only the
///   shares are known
public record WeekAhead(List<Double> expectedShares, @Nullable List<Double> probabilities) {

  /// @throws IllegalArgumentException when there is not one number for each treatment, or one is
  ///   outside its range
  public WeekAhead {
    expectedShares = List.copyOf(expectedShares);
    check(expectedShares, Double.MAX_VALUE);
    if (probabilities != null) {
      probabilities = List.copyOf(probabilities);
      check(probabilities, 1);
    }
  }

  private static void check(List<Double> numbers, double most) {
    if (numbers.size() != Treatment.values().size()
        || numbers.stream().anyMatch(number -> !(number >= 0 && number <= most))) {
      throw new IllegalArgumentException(
          "one number from 0 is needed for each of the %d treatments, were %s"
              .formatted(Treatment.values().size(), numbers));
    }
  }

  /// Returns what a decision recorded, so that it can be made again; null when it recorded nothing.
  public static @Nullable WeekAhead of(@Nullable Week recorded) {
    return recorded == null ? null : new WeekAhead(recorded.expectedShares(), null);
  }

  /// Returns the expected net payments as a share of the balance.
  double expectedShare(Treatment treatment) {
    return expectedShares.get(index(treatment));
  }

  /// Returns the probability of a payment as an [ActionValue] records it.
  @Nullable Double probability(Treatment treatment) {
    return probabilities == null ? null : probabilities.get(index(treatment));
  }

  private static int index(Treatment treatment) {
    return Treatment.values().indexOf(treatment);
  }
}
