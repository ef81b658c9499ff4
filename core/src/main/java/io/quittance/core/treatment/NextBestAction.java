package io.quittance.core.treatment;

import io.quittance.core.vocabulary.Action;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Chooses an action among the permitted ones. The first of these cases that applies is the basis
/// of the choice:
/// - the account is routed to people ([Routing]): no contact, with the offer of the route;
/// - no contact is permitted: no contact;
/// - the debtor belongs to the holdout group: no contact;
/// - with a model, when payment is likely without contact: no contact;
/// - with probability ε: any permitted action, no contact included, with equal probability;
/// - with a model: the contact with the highest expected net value ([OfferValuation]; by learnt
///   effects, where the model has them), the least intrusive of equals, if that value exceeds the
///   value of no contact, and by at least the least gain of the pack;
/// - without a model: the first permitted action of the ladder, as a reminder.
///
/// Stateless and deterministic: every host and every replay makes the same choice. A closed account
/// is not routed to people. When no pack covers the account, nothing is permitted.
public final class NextBestAction {

  private NextBestAction() {}

  /// Chooses with a model.
  ///
  /// @param probabilities calibrated probability of payment under every action, in [0, 1]
  /// @throws IllegalArgumentException when a probability is missing or not in [0, 1]
  public static Choice choose(ChoiceInput input, Map<Action, Double> probabilities) {
    return choose(input, probabilities, null);
  }

  /// Chooses with a model that has learnt the effects of treatments: they rank the contacts and
  /// choose the offer. Whether a payment is likely without contact is still told by the
  /// probabilities.
  ///
  /// @param probabilities calibrated probability of payment under every action, in [0, 1]
  /// @param week what is expected of each treatment; null when the model has learnt no effects
  /// @throws IllegalArgumentException when a probability is missing or not in [0, 1]
  public static Choice choose(
      ChoiceInput input, Map<Action, Double> probabilities, @Nullable WeekAhead week) {
    for (Action action : Action.values()) {
      Double probability = probabilities.get(action);
      if (probability == null || !(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "probability of " + action.wireName() + " must lie in [0, 1], was " + probability);
      }
    }
    return new ActionChooser(input, probabilities, week).choose();
  }

  /// Chooses without a model, by rules alone.
  public static Choice coldStart(ChoiceInput input) {
    return new ActionChooser(input, Map.of(), null).choose();
  }
}
