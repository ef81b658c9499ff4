package io.quittance.core.treatment;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Histories;
import io.quittance.core.contact.ContactWindow;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.pack.Economics;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A situation to choose in, from parts that a test changes one by one. Unless changed: 1,000.00
/// owed, 70 days past due, every contact permitted, nothing is free to chance, a reminder only.
final class Scene {

  static final Instant AT = Instant.parse("2026-03-02T15:00:00Z");
  static final ContactWindow WINDOW = new ContactWindow(AT, AT.plusSeconds(3_600));
  static final List<Action> CONTACTS =
      List.of(Action.LETTER, Action.EMAIL, Action.SMS, Action.CALL);

  double valueShare = 0.1;
  double hardshipBurdenFactor = 4;
  double minimumGainMinor;
  Map<Action, Economics.ActionCost> costs = new EnumMap<>(Action.class);
  Map<Offer, Economics.OfferTerms> offers = new EnumMap<>(Offer.class);
  Economics.ExplorationRates exploration = new Economics.ExplorationRates("explore", 0, 0);
  Economics.Holdout holdout = new Economics.Holdout("hold", 0);
  Economics.SelfCure selfCure = new Economics.SelfCure(1, 0);
  List<Economics.ProposalRule> proposals = List.of();
  List<Economics.Rung> ladder =
      List.of(
          new Economics.Rung(0, List.of(Action.EMAIL, Action.NO_CONTACT)),
          new Economics.Rung(60, List.of(Action.CALL, Action.SMS)));
  List<Rule> rules = PolicyPack.builtIn("us-reg-f").rules();

  List<Action> permitted = CONTACTS;
  Map<Action, Instant> next = Map.of();
  int daysPastDue = 70;
  boolean hardship;
  long balanceMinor = 100_000;
  Histories history = placed("acc-1");
  List<Histories> siblings = new ArrayList<>();
  UUID decisionId = new UUID(4, 2);
  @Nullable Policy policy;

  Scene() {
    costs.put(Action.NO_CONTACT, new Economics.ActionCost(0, 0));
    costs.put(Action.LETTER, new Economics.ActionCost(110, 40));
    costs.put(Action.EMAIL, new Economics.ActionCost(2, 20));
    costs.put(Action.SMS, new Economics.ActionCost(5, 40));
    costs.put(Action.CALL, new Economics.ActionCost(150, 150));
    offers.put(Offer.REMINDER, new Economics.OfferTerms(0, 0, 1, 1, null, null, null));
  }

  static Histories placed(String account) {
    return new Histories(account).placed("2026-01-02T00:00:00Z", "America/New_York");
  }

  static Stream<UUID> ids(long seed) {
    Random random = new Random(seed);
    return Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()));
  }

  Scene free() {
    costs.replaceAll((_, _) -> new Economics.ActionCost(0, 0));
    return this;
  }

  Economics economics() {
    return new Economics(
        new Economics.ContactTiming(Duration.ofHours(24), Duration.ofMinutes(30)),
        new Economics.Valuation(valueShare, hardshipBurdenFactor, minimumGainMinor, costs, offers),
        exploration,
        holdout,
        selfCure,
        Map.of(
            ReviewKind.HARDSHIP,
            Offer.HARDSHIP_ROUTE,
            ReviewKind.VULNERABILITY,
            Offer.SPECIALIST,
            ReviewKind.SPECIALIST,
            Offer.SPECIALIST),
        proposals,
        ladder);
  }

  Policy policy() {
    return policy != null
        ? policy
        : Policy.of(
            new PolicyPack(
                "0".repeat(64),
                "test",
                "1",
                "Test",
                new TreeSet<>(List.of("US")),
                LocalDate.parse("2020-01-01"),
                null,
                List.of(),
                economics(),
                rules));
  }

  PolicyVerdict verdict() {
    TreeMap<Action, Optional<ContactWindow>> windows = new TreeMap<>();
    windows.put(Action.NO_CONTACT, Optional.empty());
    permitted.forEach(action -> windows.put(action, Optional.of(WINDOW)));
    List<Blocked> blocked =
        CONTACTS.stream()
            .filter(action -> !permitted.contains(action))
            .map(action -> new Blocked(action, "HC99", "a test", null, "Not now."))
            .toList();
    return new PolicyVerdict(windows, blocked, daysPastDue, hardship, new TreeMap<>(next));
  }

  DebtorContext context() {
    return DebtorContext.of(history.state(), siblings.stream().map(Histories::state).toList());
  }

  ChoiceInput situation() {
    return new ChoiceInput(policy(), context(), verdict(), AT, balanceMinor, decisionId);
  }

  Choice byModel(Map<Action, Double> probabilities) {
    return NextBestAction.choose(situation(), probabilities);
  }

  Choice byModel(Map<Action, Double> probabilities, WeekAhead week) {
    return NextBestAction.choose(situation(), probabilities, week);
  }

  Choice byRules() {
    return NextBestAction.coldStart(situation());
  }

  /// Probabilities in the order of [Action].
  static Map<Action, Double> probabilities(double... of) {
    Map<Action, Double> probabilities = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      probabilities.put(action, of[action.ordinal()]);
    }
    return probabilities;
  }
}
