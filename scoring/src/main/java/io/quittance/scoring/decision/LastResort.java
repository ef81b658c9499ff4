package io.quittance.scoring.decision;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.Policy;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.Envelope;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The decision where neither the model nor the rules could decide: no contact, and nothing that
/// would have to be computed. The event then still has its decision, and the account its fact.
final class LastResort {

  private static final String RULE = "DECISION-FAILED";
  private static final String TEXT = "The rules could not be evaluated.";

  private LastResort() {}

  static DecisionMade decide(Envelope trigger, DebtorContext context, String tzdata) {
    SortedMap<String, @Nullable Float> unknown = new TreeMap<>();
    FeatureCatalogue.standard().versions().keySet().forEach(name -> unknown.put(name, null));
    List<ActionValue> actions = new ArrayList<>();
    List<Blocked> blocked = new ArrayList<>();
    for (Action action : Action.values()) {
      boolean permitted = action == Action.NO_CONTACT;
      actions.add(
          new ActionValue(action, permitted, null, null, Offer.NONE, permitted ? 1.0 : 0.0, null));
      if (!permitted) {
        blocked.add(new Blocked(action, RULE, "Quittance", null, TEXT, null, true));
      }
    }
    return new DecisionMade(
        trigger.identity().decisionId(),
        new DecisionMade.Subject(
            trigger.identity().tenant(),
            context.account().accountId(),
            context.account().debtorId()),
        new DecisionMade.Trigger(
            trigger.identity().source(), trigger.identity().id(), trigger.type()),
        trigger.time(),
        trigger.correlationId(),
        new DecisionMade.FeatureSnapshot(unknown, FeatureCatalogue.standard().versions()),
        new DecisionMade.Debt(0, context.account().currency()),
        null,
        actions,
        new DecisionMade.Recommendation(Action.NO_CONTACT, Offer.NONE, null, null),
        new DecisionMade.Selection(1, false, DecisionMade.Basis.NOTHING_PERMITTED, null),
        new DecisionMade.RulesApplied(Policy.none().used(), tzdata, blocked, List.of()));
  }
}
