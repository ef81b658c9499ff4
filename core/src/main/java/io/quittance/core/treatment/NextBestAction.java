package io.quittance.core.treatment;

import io.quittance.core.vocabulary.Action;
import java.util.Map;

/// Chooses among the permitted actions, never one that is not permitted. The first of these that
/// applies is the basis of the choice:
/// - the account goes to people ([Routing]): no contact, with the offer of the route;
/// - no contact is permitted: none is made;
/// - the debtor is held out: no contact;
/// - with a model: payment is likely without contact: no contact;
/// - with probability ε any permitted action, no contact among them, all alike;
/// - with a model: the contact of highest expected net value ([Offers]), the least intrusive of
///   equals, if it gains something, and at least the least gain, over no contact;
/// - without: the first permitted action of the ladder, as a reminder.
///
/// A pure function of its arguments: the same decision is made again on every host. A closed
/// account is not sent to people. Where no pack covers the account nothing is permitted.
public final class NextBestAction {

  private NextBestAction() {}

  /// With a model.
  ///
  /// @param probabilities calibrated probability of payment under every action
  /// @throws IllegalArgumentException when a probability is absent or not in [0, 1]
  public static Choice choose(ChoiceInput situation, Map<Action, Double> probabilities) {
    for (Action action : Action.values()) {
      Double probability = probabilities.get(action);
      if (probability == null || !(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "probability of " + action.wireName() + " must lie in [0, 1], was " + probability);
      }
    }
    return new ActionChooser(situation, probabilities).choose();
  }

  /// Without a model: rules alone.
  public static Choice coldStart(ChoiceInput situation) {
    return new ActionChooser(situation, Map.of()).choose();
  }
}
