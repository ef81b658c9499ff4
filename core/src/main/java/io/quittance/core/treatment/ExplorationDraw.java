package io.quittance.core.treatment;

import io.quittance.core.vocabulary.Action;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A random draw of an action: the preferred action with probability 1 − ε, otherwise one of the
/// permitted actions with equal probability. The draw is a function of decision id and salt.
///
/// @param action the drawn action
/// @param explored whether it was drawn at random, even if the draw gave the preferred one
/// @param propensities probability of each permitted action; the sum is 1
public record ExplorationDraw(Action action, boolean explored, Map<Action, Double> propensities) {

  /// Draws an action.
  ///
  /// @param epsilon probability of a random action, in [0, 1]
  static ExplorationDraw draw(
      List<Action> permitted, Action preferred, double epsilon, String salt, UUID decisionId) {
    SaltedDraw draw = SaltedDraw.of(salt, decisionId);
    boolean explored = draw.first() < epsilon;
    Action action = explored ? permitted.get((int) (draw.second() * permitted.size())) : preferred;
    Map<Action, Double> propensities = new EnumMap<>(Action.class);
    for (Action candidate : permitted) {
      double random = epsilon / permitted.size();
      propensities.put(
          candidate, candidate == preferred ? Math.min(1, 1 - epsilon + random) : random);
    }
    return new ExplorationDraw(action, explored, propensities);
  }

  /// Returns one action with certainty, without a draw.
  static ExplorationDraw certain(Action action) {
    return new ExplorationDraw(action, false, Map.of(action, 1.0));
  }
}
