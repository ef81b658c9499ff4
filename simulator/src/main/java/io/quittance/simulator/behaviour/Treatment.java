package io.quittance.simulator.behaviour;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is done to an account: an action and what it says. No contact says nothing, and whom an
/// account goes to instead makes no difference to how it pays.
///
/// @param offer [Offer#NONE] exactly for no contact, otherwise reminder, payment plan or settlement
public record Treatment(Action action, Offer offer) {

  /// Nothing is done.
  public static final Treatment NONE = new Treatment(Action.NO_CONTACT, Offer.NONE);

  private static final List<Treatment> ALL = all();

  public Treatment {
    boolean said =
        switch (offer) {
          case REMINDER, PAYMENT_PLAN, SETTLEMENT -> true;
          case NONE, HARDSHIP_ROUTE, SPECIALIST, HUMAN_REVIEW -> false;
        };
    if (said != (action != Action.NO_CONTACT)) {
      throw new IllegalArgumentException(action.wireName() + " cannot carry " + offer);
    }
  }

  /// The action with an offer; a contact without one reminds, no contact says nothing.
  public static Treatment of(Action action, Offer offer) {
    if (action == Action.NO_CONTACT) {
      return NONE;
    }
    return switch (offer) {
      case PAYMENT_PLAN, SETTLEMENT -> new Treatment(action, offer);
      case NONE, REMINDER, HARDSHIP_ROUTE, SPECIALIST, HUMAN_REVIEW ->
          new Treatment(action, Offer.REMINDER);
    };
  }

  /// What a decision recommends.
  public static Treatment of(DecisionMade.Recommendation recommended) {
    return of(recommended.action(), recommended.offer());
  }

  /// The name of its column in files, such as `call_payment_plan`; `no_contact` for none.
  public String columnName() {
    String name = action.name() + (action == Action.NO_CONTACT ? "" : "_" + offer.name());
    return name.toLowerCase(Locale.ROOT);
  }

  /// All thirteen: no contact, then each contact with each offer.
  public static List<Treatment> values() {
    return ALL;
  }

  private static List<Treatment> all() {
    List<Treatment> all = new ArrayList<>();
    all.add(NONE);
    for (Action action : Action.values()) {
      if (action != Action.NO_CONTACT) {
        for (Offer offer : List.of(Offer.REMINDER, Offer.PAYMENT_PLAN, Offer.SETTLEMENT)) {
          all.add(new Treatment(action, offer));
        }
      }
    }
    return List.copyOf(all);
  }
}
