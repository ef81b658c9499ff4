package io.quittance.core.treatment;

import io.quittance.core.contact.ContactWindow;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.DecisionMade.Proposal;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.pack.Economics;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes one choice. Used once, by one thread.
final class ActionChooser {

  private final ChoiceInput input;
  private final PolicyVerdict verdict;
  private final Map<Action, Double> probabilities;
  private final @Nullable WeekAhead week;
  private final @Nullable Economics economics;
  private final @Nullable OfferValuation offers;
  private final Map<Action, OfferValuation.ValuedOffer> bestOffers = new EnumMap<>(Action.class);

  /// @param probabilities probability of payment under every action; empty without a model
  /// @param week what is expected of each treatment; null when effects are not known
  ActionChooser(ChoiceInput input, Map<Action, Double> probabilities, @Nullable WeekAhead week) {
    this.input = input;
    this.verdict = input.verdict();
    this.probabilities = probabilities;
    this.week = week;
    this.economics = input.policy().economics().orElse(null);
    this.offers =
        economics == null
            ? null
            : new OfferValuation(economics.valuation(), verdict, input.balanceMinor());
    if (offers != null) {
      probabilities.forEach(
          (action, p) ->
              bestOffers.put(
                  action,
                  week == null ? offers.bestOffer(action, p) : offers.bestOffer(action, week)));
    }
  }

  Choice choose() {
    if (economics == null) {
      return noContact(Basis.NOTHING_PERMITTED, Offer.NONE, false, List.of());
    }
    boolean heldOut = HoldoutGroup.contains(economics.holdout(), input.context().account());
    boolean nothing = verdict.permitted().size() == 1;
    boolean closed = nothing && input.context().account().view(input.at()).isClosed();
    Optional<ReviewKind> route =
        closed ? Optional.empty() : Routing.of(input.context(), input.at());
    if (route.isPresent()) {
      Offer offer = economics.routes().getOrDefault(route.get(), Offer.HUMAN_REVIEW);
      return noContact(Basis.ROUTED, offer, heldOut, List.of());
    }
    List<Proposal> proposals =
        closed || heldOut
            ? List.of()
            : Proposals.of(input, economics.proposals(), probabilities.values());
    if (nothing) {
      return noContact(Basis.NOTHING_PERMITTED, Offer.NONE, heldOut, proposals);
    }
    if (heldOut) {
      return noContact(Basis.HELD_OUT, Offer.NONE, true, proposals);
    }
    if (isSelfCure(economics.selfCure())) {
      return noContact(Basis.SELF_CURE, Offer.NONE, false, proposals);
    }
    return draw(economics, proposals);
  }

  private boolean isSelfCure(Economics.SelfCure selfCure) {
    Double probability = probabilities.get(Action.NO_CONTACT);
    return probability != null
        && probability >= selfCure.fromProbability()
        && verdict.daysPastDue() <= selfCure.untilDaysPastDue();
  }

  private Choice draw(Economics economics, List<Proposal> proposals) {
    boolean byModel = !probabilities.isEmpty();
    Action preferred =
        byModel ? mostValuable(economics.valuation().minimumGainMinor()) : firstOnLadder(economics);
    ExplorationDraw exploration =
        ExplorationDraw.draw(
            List.copyOf(verdict.permitted().keySet()),
            preferred,
            byModel ? economics.exploration().model() : economics.exploration().coldStart(),
            economics.exploration().salt(),
            input.decisionId());
    Basis basis = Basis.EXPLORED;
    if (!exploration.explored()) {
      basis = byModel ? rankedBasis(preferred) : Basis.LADDER;
    }
    return choose(basis, exploration, offer(exploration.action()), false, proposals);
  }

  private static Basis rankedBasis(Action preferred) {
    return preferred == Action.NO_CONTACT ? Basis.NO_GAIN : Basis.RANKED;
  }

  private Action firstOnLadder(Economics economics) {
    return economics.preferredActions(verdict.daysPastDue()).stream()
        .filter(verdict::permits)
        .findFirst()
        .orElse(Action.NO_CONTACT);
  }

  private Action mostValuable(double minimumGainMinor) {
    double nothing = value(Action.NO_CONTACT);
    Action best = Action.NO_CONTACT;
    double highest = nothing;
    for (Action action : verdict.permitted().keySet()) {
      double value = value(action);
      if (value > highest && value - nothing >= minimumGainMinor) {
        best = action;
        highest = value;
      }
    }
    return best;
  }

  private double value(Action action) {
    return Objects.requireNonNull(bestOffers.get(action)).valueMinor();
  }

  private Offer offer(Action action) {
    OfferValuation.ValuedOffer best = bestOffers.get(action);
    if (best != null) {
      return best.offer();
    }
    return action == Action.NO_CONTACT ? Offer.NONE : Offer.REMINDER;
  }

  private Choice noContact(Basis basis, Offer offer, boolean heldOut, List<Proposal> proposals) {
    return choose(basis, ExplorationDraw.certain(Action.NO_CONTACT), offer, heldOut, proposals);
  }

  private Choice choose(
      Basis basis,
      ExplorationDraw exploration,
      Offer offer,
      boolean heldOut,
      List<Proposal> proposals) {
    Action action = exploration.action();
    ContactWindow window = verdict.window(action);
    Recommendation recommendation =
        new Recommendation(
            action,
            offer,
            window == null ? null : window.notBefore(),
            window == null ? null : window.notAfter(),
            offers == null ? null : offers.amountMinor(offer),
            offers == null ? null : offers.instalments(offer));
    return new Choice(
        basis,
        recommendation,
        Objects.requireNonNull(exploration.propensities().get(action)),
        exploration.explored(),
        heldOut,
        actionValues(exploration.propensities()),
        proposals);
  }

  private List<ActionValue> actionValues(Map<Action, Double> propensities) {
    NextPermittedTime next = new NextPermittedTime(input);
    List<ActionValue> candidates = new ArrayList<>();
    for (Action action : Action.values()) {
      OfferValuation.ValuedOffer best = bestOffers.get(action);
      ContactWindow window = verdict.window(action);
      candidates.add(
          new ActionValue(
              action,
              verdict.permits(action),
              probabilities.get(action),
              best == null ? null : best.valueMinor(),
              offer(action),
              propensities.getOrDefault(action, 0.0),
              next.of(action),
              window == null ? null : window.notBefore(),
              window == null ? null : window.notAfter(),
              week == null ? null : week.probability(Treatment.of(action, offer(action)))));
    }
    return candidates;
  }
}
