package io.quittance.core.treatment;

import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.DecisionMade.Proposal;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.vocabulary.Action;
import java.util.List;

/// What was chosen, and on what basis.
///
/// @param recommendation as a decision records it
/// @param propensity the probability with which this action was drawn, 1 when nothing was
/// @param explored whether it was drawn at random, even if the draw fell on the best
/// @param heldOut whether the debtor belongs to the group that is not contacted, whatever the basis
/// @param actions all candidates in the order of [Action]
/// @param proposals what is put before a person
public record Choice(
    Basis basis,
    Recommendation recommendation,
    double propensity,
    boolean explored,
    boolean heldOut,
    List<ActionValue> actions,
    List<Proposal> proposals) {

  public Choice {
    actions = List.copyOf(actions);
    proposals = List.copyOf(proposals);
  }

  public Action action() {
    return recommendation.action();
  }
}
