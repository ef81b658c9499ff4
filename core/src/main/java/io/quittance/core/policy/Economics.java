package io.quittance.core.policy;

import io.quittance.core.event.Action;
import io.quittance.core.event.Offer;
import io.quittance.core.event.ReviewKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a collector prefers among what is permitted; configuration, not law. Immutable.
///
/// @param valueShare share of the balance that a payment is worth in the expected net value
/// @param hardshipBurdenFactor multiplies the burdens when hardship was reported
/// @param minimumGainMinor what a contact must gain over no contact, minor units
/// @param actions cost and burden of each action
/// @param exploration how often another permitted action is tried
/// @param ladder what to prefer without a model
/// @param offers what a contact may say; without a reminder a reminder is plain
/// @param holdout who is left alone for measurement
/// @param selfCure who is left alone because payment is likely; null for nobody
/// @param routes to whom an account goes, by the reason; to a person's review where none is named
/// @param proposals what is put before a person
public record Economics(
    double valueShare,
    double hardshipBurdenFactor,
    double minimumGainMinor,
    Map<Action, PolicyPack.ActionCost> actions,
    PolicyPack.Exploration exploration,
    List<PolicyPack.Rung> ladder,
    Map<Offer, OfferTerms> offers,
    Holdout holdout,
    @Nullable SelfCure selfCure,
    Map<ReviewKind, Offer> routes,
    List<ProposalRule> proposals) {

  public Economics {
    actions = Collections.unmodifiableMap(enumMap(Action.class, actions));
    ladder = List.copyOf(ladder);
    offers = Collections.unmodifiableMap(withReminder(offers));
    routes = Collections.unmodifiableMap(enumMap(ReviewKind.class, routes));
    proposals = List.copyOf(proposals);
    if (actions.size() != Action.values().length) {
      throw new IllegalArgumentException("actions must name cost and burden of every action");
    }
    if (!(valueShare > 0 && valueShare <= 1) || !(hardshipBurdenFactor >= 1)) {
      throw new IllegalArgumentException(
          "valueShare must lie in (0, 1], hardshipBurdenFactor must be at least 1");
    }
    if (!(minimumGainMinor >= 0) || Double.isInfinite(minimumGainMinor)) {
      throw new IllegalArgumentException("minimumGainMinor must be 0 or more");
    }
    if (ladder.isEmpty() || ladder.getFirst().fromDaysPastDue() != 0 || !rising(ladder)) {
      throw new IllegalArgumentException("ladder must begin at 0 days past due and rise");
    }
    if (!offers.keySet().stream().allMatch(Economics::isCarried)) {
      throw new IllegalArgumentException(
          "offers may name reminder, payment-plan and settlement only");
    }
    if (routes.values().stream().anyMatch(offer -> offer == Offer.NONE || isCarried(offer))) {
      throw new IllegalArgumentException(
          "routes must lead to hardship-route, specialist or human-review");
    }
    if (holdout.share() > 0 && holdout.salt().equals(exploration.salt())) {
      throw new IllegalArgumentException(
          "holdout and exploration need different salts, or their draws depend on each other");
    }
  }

  private static <K extends Enum<K>, V> Map<K, V> enumMap(Class<K> type, Map<K, V> map) {
    EnumMap<K, V> copy = new EnumMap<>(type);
    copy.putAll(map);
    return copy;
  }

  private static Map<Offer, OfferTerms> withReminder(Map<Offer, OfferTerms> offers) {
    Map<Offer, OfferTerms> all = enumMap(Offer.class, offers);
    all.putIfAbsent(Offer.REMINDER, OfferTerms.PLAIN);
    return all;
  }

  /// Whether a contact carries it.
  private static boolean isCarried(Offer offer) {
    return switch (offer) {
      case REMINDER, PAYMENT_PLAN, SETTLEMENT -> true;
      case NONE, HARDSHIP_ROUTE, SPECIALIST, HUMAN_REVIEW -> false;
    };
  }

  private static boolean rising(List<PolicyPack.Rung> ladder) {
    for (int i = 1; i < ladder.size(); i++) {
      if (ladder.get(i).fromDaysPastDue() <= ladder.get(i - 1).fromDaysPastDue()) {
        return false;
      }
    }
    return true;
  }

  /// What an action costs; the constructor saw to it that every action has it.
  PolicyPack.ActionCost cost(Action action) {
    return Objects.requireNonNull(actions.get(action));
  }

  /// The actions to prefer without a model, first the best.
  List<Action> preferences(int daysPastDue) {
    List<Action> preferences = ladder.getFirst().prefer();
    for (PolicyPack.Rung rung : ladder) {
      if (rung.fromDaysPastDue() <= daysPastDue) {
        preferences = rung.prefer();
      }
    }
    return preferences;
  }

  /// Where an account goes for a reason.
  Offer route(ReviewKind kind) {
    return routes.getOrDefault(kind, Offer.HUMAN_REVIEW);
  }
}
