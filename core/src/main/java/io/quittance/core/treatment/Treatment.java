package io.quittance.core.treatment;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is done to an account: an action with its offer. No contact carries no offer. Routing an
/// account elsewhere has no effect on its payments.
///
/// @param offer [Offer#NONE] for no contact, otherwise a reminder, payment plan or settlement
public record Treatment(Action action, Offer offer) {

  /// No contact.
  public static final Treatment NONE = new Treatment(Action.NO_CONTACT, Offer.NONE);

  private static final List<Treatment> ALL = all();

  public Treatment {
    boolean contactOffer =
        switch (offer) {
          case REMINDER, PAYMENT_PLAN, SETTLEMENT -> true;
          case NONE, HARDSHIP_ROUTE, SPECIALIST, HUMAN_REVIEW -> false;
        };
    if (contactOffer != (action != Action.NO_CONTACT)) {
      throw new IllegalArgumentException(action.wireName() + " cannot carry " + offer);
    }
  }

  /// Combines an action with an offer. A contact without a payment plan or settlement is a
  /// reminder; no contact drops the offer.
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

  /// Returns the treatment that a decision recommends.
  public static Treatment of(DecisionMade.Recommendation recommended) {
    return of(recommended.action(), recommended.offer());
  }

  /// Returns the name of the treatment's column in files, such as `call_payment_plan`, or
  /// `no_contact`.
  public String columnName() {
    String name = action.name() + (action == Action.NO_CONTACT ? "" : "_" + offer.name());
    return name.toLowerCase(Locale.ROOT);
  }

  /// Returns all thirteen treatments: no contact, then each contact with each offer.
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
