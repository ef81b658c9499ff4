package io.quittance.core.policy;

import io.quittance.core.event.Action;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.event.Offer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The action chosen.
///
/// @param window null for no contact
/// @param propensity the probability with which this action was drawn
/// @param explored whether it was drawn at random, even if the draw fell on the best
/// @param actions all candidates in the order of [Action]
public record Choice(
    Action action,
    @Nullable ContactWindow window,
    Offer offer,
    double propensity,
    boolean explored,
    List<ActionValue> actions) {

  public Choice {
    actions = List.copyOf(actions);
  }

  /// As a decision records it.
  public Recommendation recommendation() {
    return window == null
        ? new Recommendation(action, offer, null, null)
        : new Recommendation(action, offer, window.notBefore(), window.notAfter());
  }
}
