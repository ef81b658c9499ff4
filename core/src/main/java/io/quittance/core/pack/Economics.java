package io.quittance.core.pack;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Costs, offers and preferences of a base pack. They are the operator's configuration, not law;
/// they are kept with the rules so that one digest identifies everything a decision rested on.
/// Immutable.
///
/// @param timing how soon a contact must be possible, and for how long
/// @param valuation what a payment, a contact and an offer are worth
/// @param exploration how often another permitted action is tried at random
/// @param holdout random group that gets no automatic contact, for unbiased measurement
/// @param selfCure debtors left alone because payment is likely anyway
/// @param routes where hardship, vulnerability and specialist statuses send an account: always to
///   people
/// @param proposals when a measure that only a person may decide is proposed to one
/// @param ladder preferred actions without a model, by days past due; begins at 0 and rises
public record Economics(
    ContactTiming timing,
    Valuation valuation,
    ExplorationRates exploration,
    Holdout holdout,
    SelfCure selfCure,
    Map<ReviewKind, Offer> routes,
    List<ProposalRule> proposals,
    List<Rung> ladder) {

  private static final Duration LONGEST_HORIZON = Duration.ofDays(60);
  private static final Set<Offer> CONTACT_OFFERS =
      Collections.unmodifiableSet(EnumSet.of(Offer.REMINDER, Offer.PAYMENT_PLAN, Offer.SETTLEMENT));
  private static final Set<Offer> HUMAN_ROUTES =
      Collections.unmodifiableSet(
          EnumSet.of(Offer.HARDSHIP_ROUTE, Offer.SPECIALIST, Offer.HUMAN_REVIEW));
  private static final Set<ReviewKind> ROUTED_KINDS =
      Collections.unmodifiableSet(
          EnumSet.of(ReviewKind.HARDSHIP, ReviewKind.VULNERABILITY, ReviewKind.SPECIALIST));
  private static final Set<ReviewKind> PROPOSED_KINDS =
      Collections.unmodifiableSet(
          EnumSet.of(ReviewKind.LEGAL_REFERRAL, ReviewKind.PLAN_REFUSAL, ReviewKind.DEBT_SALE));

  /// @throws IllegalArgumentException when a field is out of its range; the message names the field
  public Economics {
    routes = checkedRoutes(routes);
    proposals = List.copyOf(proposals);
    ladder = List.copyOf(ladder);
    if (ladder.isEmpty() || ladder.getFirst().fromDaysPastDue() != 0 || !isAscending(ladder)) {
      throw new IllegalArgumentException("ladder must begin at 0 days past due and increase");
    }
    if (exploration.salt().equals(holdout.salt())) {
      throw new IllegalArgumentException("holdout and exploration must have different salts");
    }
  }

  private static <K extends Enum<K>, V> Map<K, V> copyOf(Class<K> keys, Map<K, V> map) {
    EnumMap<K, V> copy = new EnumMap<>(keys);
    copy.putAll(map);
    if (copy.containsValue(null)) {
      throw new IllegalArgumentException("a field is empty");
    }
    return Collections.unmodifiableMap(copy);
  }

  private static Map<Offer, OfferTerms> checkedOffers(Map<Offer, OfferTerms> offers) {
    Map<Offer, OfferTerms> checked = copyOf(Offer.class, offers);
    if (!CONTACT_OFFERS.containsAll(checked.keySet()) || !checked.containsKey(Offer.REMINDER)) {
      throw new IllegalArgumentException(
          "offers must be a reminder and, optionally, a payment-plan and a settlement");
    }
    checked.forEach((offer, terms) -> terms.checkFits(offer));
    return checked;
  }

  private static Map<ReviewKind, Offer> checkedRoutes(Map<ReviewKind, Offer> routes) {
    if (!routes.keySet().equals(ROUTED_KINDS) || !HUMAN_ROUTES.containsAll(routes.values())) {
      throw new IllegalArgumentException(
          "routes must send hardship, vulnerability and specialist each to hardship-route,"
              + " specialist or human-review");
    }
    return copyOf(ReviewKind.class, routes);
  }

  private static boolean isAscending(List<Rung> ladder) {
    for (int i = 1; i < ladder.size(); i++) {
      if (ladder.get(i).fromDaysPastDue() <= ladder.get(i - 1).fromDaysPastDue()) {
        return false;
      }
    }
    return true;
  }

  private static void checkAmount(String field, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(field + " must be 0 or more");
    }
  }

  private static void checkShare(String field, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(field + " must lie in (0, 1]");
    }
  }

  private static void checkSalt(String salt) {
    if (salt.isBlank()) {
      throw new IllegalArgumentException("salt must not be blank");
    }
  }

  /// How soon a contact must be possible, and for how long.
  ///
  /// @param horizon period after the decision in which a contact's window must begin; also the
  ///   greatest length of a window; positive, at most 60 days
  /// @param minimumWindow windows shorter than this are skipped; at most the horizon
  public record ContactTiming(Duration horizon, Duration minimumWindow) {

    /// @throws IllegalArgumentException when a duration is out of its range
    public ContactTiming {
      if (!horizon.isPositive() || horizon.compareTo(LONGEST_HORIZON) > 0) {
        throw new IllegalArgumentException("horizon must be positive and at most 60 days");
      }
      if (minimumWindow.isNegative() || minimumWindow.compareTo(horizon) > 0) {
        throw new IllegalArgumentException("minimumWindow must lie between zero and the horizon");
      }
    }
  }

  /// What a payment, a contact and an offer are worth. All amounts are minor units.
  ///
  /// @param valueShare share of the balance that a payment counts for in the expected net value, in
  ///   (0, 1]
  /// @param hardshipBurdenFactor multiplies the burdens when hardship was reported, in [1, 1000]
  /// @param minimumGainMinor least gain of a contact over no contact, 0 or more
  /// @param actions cost and burden of every action
  /// @param offers terms of each offer that a contact may carry; a reminder is always among them
  public record Valuation(
      double valueShare,
      double hardshipBurdenFactor,
      double minimumGainMinor,
      Map<Action, ActionCost> actions,
      Map<Offer, OfferTerms> offers) {

    /// @throws IllegalArgumentException when a number is out of its range, an action has no cost,
    ///   or the offers are not a reminder and perhaps a payment plan and a settlement
    public Valuation {
      checkShare("valueShare", valueShare);
      if (!(hardshipBurdenFactor >= 1 && hardshipBurdenFactor <= 1000)) {
        throw new IllegalArgumentException("hardshipBurdenFactor must lie in [1, 1000]");
      }
      checkAmount("minimumGainMinor", minimumGainMinor);
      actions = copyOf(Action.class, actions);
      if (actions.size() != Action.values().length) {
        throw new IllegalArgumentException("actions must give cost and burden of every action");
      }
      offers = checkedOffers(offers);
    }

    /// Returns what an action costs.
    public ActionCost cost(Action action) {
      return Objects.requireNonNull(actions.get(action));
    }
  }

  /// Cost of an action to the collector, and assumed cost to the debtor.
  ///
  /// @param cost cost to the collector, minor units, 0 or more
  /// @param burden assumed cost to the debtor, minor units, 0 or more
  public record ActionCost(double cost, double burden) {
    /// @throws IllegalArgumentException when a number is negative
    public ActionCost {
      if (!(cost >= 0 && burden >= 0)) {
        throw new IllegalArgumentException("cost and burden must be 0 or more");
      }
    }
  }

  /// Conditions of an offer, and its assumed effect.
  ///
  /// @param fromDaysPastDue least days past due, 0 or more
  /// @param leastBalanceMinor least balance, minor units, 0 or more
  /// @param response factor on the probability of payment, in (0, 10]; an assumption until it is
  ///   measured
  /// @param share share of a payment's worth that remains when the offer is accepted, in (0, 1]
  /// @param mostInstalments greatest number of instalments of a payment plan, at least 2; null for
  ///   other offers
  /// @param leastInstalmentMinor smallest instalment of a payment plan, minor units, positive; null
  ///   for other offers
  /// @param leastShare share of the balance that a settlement must bring at least, in (0, 1], at
  ///   most `share`; null for other offers
  public record OfferTerms(
      int fromDaysPastDue,
      long leastBalanceMinor,
      double response,
      double share,
      @Nullable Integer mostInstalments,
      @Nullable Long leastInstalmentMinor,
      @Nullable Double leastShare) {

    /// @throws IllegalArgumentException when a number is out of its range
    public OfferTerms {
      if (fromDaysPastDue < 0 || leastBalanceMinor < 0) {
        throw new IllegalArgumentException(
            "fromDaysPastDue and leastBalanceMinor must be 0 or more");
      }
      if (!(response > 0 && response <= 10)) {
        throw new IllegalArgumentException("response must lie in (0, 10]");
      }
      checkShare("share", share);
      if (mostInstalments != null && mostInstalments < 2) {
        throw new IllegalArgumentException("mostInstalments must be at least 2");
      }
      if (leastInstalmentMinor != null && leastInstalmentMinor <= 0) {
        throw new IllegalArgumentException("leastInstalmentMinor must be positive");
      }
      if (leastShare != null) {
        checkShare("leastShare", leastShare);
        if (leastShare > share) {
          throw new IllegalArgumentException("leastShare must not exceed share");
        }
      }
    }

    private void checkFits(Offer offer) {
      boolean plan = offer == Offer.PAYMENT_PLAN;
      if ((mostInstalments != null) != plan || (leastInstalmentMinor != null) != plan) {
        throw new IllegalArgumentException(
            "offers: a payment-plan must have mostInstalments and leastInstalmentMinor; no other"
                + " offer may");
      }
      if ((leastShare != null) != (offer == Offer.SETTLEMENT)) {
        throw new IllegalArgumentException(
            "offers: a settlement must have leastShare; no other offer may");
      }
      if (offer == Offer.REMINDER && (fromDaysPastDue > 0 || leastBalanceMinor > 0)) {
        throw new IllegalArgumentException(
            "offers: a reminder must be possible at any balance and days past due");
      }
    }
  }

  /// How often an action is drawn at random.
  ///
  /// @param salt keeps the draws of two packs apart; not blank
  /// @param coldStart probability of a random action without a model, in [0, 1]
  /// @param model probability of a random action with a model, in [0, 1]
  public record ExplorationRates(String salt, double coldStart, double model) {
    /// @throws IllegalArgumentException when the salt is blank or a probability is out of its range
    public ExplorationRates {
      checkSalt(salt);
      if (!(coldStart >= 0 && coldStart <= 1 && model >= 0 && model <= 1)) {
        throw new IllegalArgumentException("coldStart and model must lie in [0, 1]");
      }
    }
  }

  /// Permanent random group of debtors that gets no automatic contact.
  ///
  /// @param salt determines who belongs to the group; not blank
  /// @param share share of debtors in the group, in [0, 0.05]
  public record Holdout(String salt, double share) {
    /// @throws IllegalArgumentException when the salt is blank or the share is out of its range
    public Holdout {
      checkSalt(salt);
      if (!(share >= 0 && share <= 0.05)) {
        throw new IllegalArgumentException("share of the holdout must lie in [0, 0.05]");
      }
    }
  }

  /// Debtors left alone because payment is likely without contact.
  ///
  /// @param fromProbability least probability of payment under no contact, in (0, 1]
  /// @param untilDaysPastDue greatest days past due, 0 or more
  public record SelfCure(double fromProbability, int untilDaysPastDue) {
    /// @throws IllegalArgumentException when a number is out of its range
    public SelfCure {
      checkShare("fromProbability", fromProbability);
      if (untilDaysPastDue < 0) {
        throw new IllegalArgumentException("untilDaysPastDue must be 0 or more");
      }
    }
  }

  /// When a measure that only a person may decide is proposed to one.
  ///
  /// @param kind the measure: a legal referral, the refusal of a plan or the sale of the debt
  /// @param fromDaysPastDue least days past due, 0 or more
  /// @param leastBalanceMinor least balance, minor units, 0 or more
  /// @param mostProbability greatest value that the highest probability of payment may have, in [0,
  ///   1]; null when the probability does not matter
  public record ProposalRule(
      ReviewKind kind,
      int fromDaysPastDue,
      long leastBalanceMinor,
      @Nullable Double mostProbability) {

    /// @throws IllegalArgumentException for another kind, or when a number is out of its range
    public ProposalRule {
      if (!PROPOSED_KINDS.contains(kind)) {
        throw new IllegalArgumentException(
            "the kind of a proposal must be legal-referral, plan-refusal or debt-sale");
      }
      if (fromDaysPastDue < 0 || leastBalanceMinor < 0) {
        throw new IllegalArgumentException(
            "fromDaysPastDue and leastBalanceMinor must be 0 or more");
      }
      if (mostProbability != null && !(mostProbability >= 0 && mostProbability <= 1)) {
        throw new IllegalArgumentException("mostProbability must lie in [0, 1]");
      }
    }
  }

  /// One step of the ladder.
  ///
  /// @param fromDaysPastDue days past due from which it applies
  /// @param prefer actions in order of preference
  public record Rung(int fromDaysPastDue, List<Action> prefer) {
    /// Copies the list.
    public Rung {
      prefer = List.copyOf(prefer);
    }
  }

  /// Returns the actions to prefer without a model, best first.
  public List<Action> preferredActions(int daysPastDue) {
    List<Action> preferences = ladder.getFirst().prefer();
    for (Rung rung : ladder) {
      if (rung.fromDaysPastDue() <= daysPastDue) {
        preferences = rung.prefer();
      }
    }
    return preferences;
  }
}
