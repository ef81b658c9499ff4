package io.quittance.core.treatment;

import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.DecisionMade.Proposal;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.vocabulary.Action;
import java.util.List;

/// The chosen action and the basis of the choice. Immutable.
///
/// @param basis why this action was chosen
/// @param recommendation the action as a decision records it
/// @param propensity probability with which this action was drawn; 1 when nothing was drawn
/// @param explored whether the action was drawn at random, even if the draw gave the preferred one
/// @param heldOut whether the debtor belongs to the holdout group, whatever the basis
/// @param actions values of all actions, in the order of [Action]
/// @param proposals measures proposed to a person
public record Choice(
    Basis basis,
    Recommendation recommendation,
    double propensity,
    boolean explored,
    boolean heldOut,
    List<ActionValue> actions,
    List<Proposal> proposals) {

  /// Copies the lists.
  public Choice {
    actions = List.copyOf(actions);
    proposals = List.copyOf(proposals);
  }

  /// Returns the chosen action.
  public Action action() {
    return recommendation.action();
  }
}
