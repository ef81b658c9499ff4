package io.quittance.core.treatment;

import io.quittance.core.vocabulary.Action;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Draws an action: with probability 1 − ε the preferred one, else any of the permitted, all alike.
/// The draw is a function of decision id and salt.
///
/// @param action the one drawn
/// @param explored whether it was drawn at random, even if the draw fell on the preferred
/// @param propensities of the permitted actions; they sum to 1
public record ExplorationDraw(Action action, boolean explored, Map<Action, Double> propensities) {

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

  /// No draw: one action for certain.
  static ExplorationDraw certain(Action action) {
    return new ExplorationDraw(action, false, Map.of(action, 1.0));
  }
}
