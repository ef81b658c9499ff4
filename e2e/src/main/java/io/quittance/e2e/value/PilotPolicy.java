package io.quittance.e2e.value;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountView;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.account.StatusKind;
import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.feature.FeatureExtractor;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Offer;
import io.quittance.simulator.trial.TrialCosts;
import io.quittance.simulator.trial.TrialPolicy;
import io.quittance.simulator.truth.GroundTruth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/// Runs a pilot of random permitted treatments. It draws an action uniformly and an offer within
/// the bounds of the pack (a reminder as often as all others together), and keeps both for four
/// weeks while they are permitted: a label covers thirty days, so a new draw for each decision
/// would mix several effects. It labels the treatments of the first week as the feedback service
/// would, by the payments reported in the next thirty days, and drops those whose account is
/// recalled or bankrupt by then.
final class PilotPolicy implements TrialPolicy {

  private static final Duration HORIZON = Duration.ofDays(30);
  private static final double SHARE = 0.05;
  private static final int PERIOD_DAYS = 28;
  private static final int FIRST_WEEK_DAYS = 7;

  private final PolicyCatalogue book;
  private final GroundTruth truth;
  private final Map<String, Deque<Waiting>> waiting = new HashMap<>();
  private final List<PilotExample> examples = new ArrayList<>();
  private final PilotWeeks weeks = new PilotWeeks();
  private final GainExamination examination;

  /// @param examined share of the decisions whose true values are kept, in [0, 1]
  PilotPolicy(PolicyCatalogue book, GroundTruth truth, double examined) {
    this.book = book;
    this.truth = truth;
    this.examination = new GainExamination(truth, TrialCosts.STANDARD, examined);
  }

  private record Waiting(
      float[] features,
      Action action,
      Offer offer,
      Set<Offer> possible,
      Instant at,
      long balanceMinor,
      double truth) {}

  private record Drawn(Treatment treatment, boolean fresh) {}

  /// Returns the labelled examples in the order of labelling.
  List<PilotExample> examples() {
    return List.copyOf(examples);
  }

  /// Returns the weeks of treatment that are over, in the order of their ends.
  List<PilotWeek> weeks() {
    return weeks.over();
  }

  /// Returns decisions of the pilot with their true values, which no policy may use.
  List<GainExamination.Question> questions() {
    return examination.questions();
  }

  @Override
  public Recommendation decide(DebtorContext context, Instant at, UUID decisionId) {
    label(context.account(), at);
    Policy policy = book.at(context, at);
    PolicyVerdict verdict = ContactPolicy.evaluate(policy, context, at);
    examination.observe(policy, verdict, context, at, decisionId);
    Drawn pilot = drawn(context.account(), at);
    Action action = pilot.treatment().action();
    if (!verdict.permits(action)) {
      weeks.observe(context, at, null);
      return Recommendations.none();
    }
    Set<Offer> possible = OfferBounds.possible(policy, verdict, context, at);
    Offer wanted = pilot.treatment().offer();
    Offer offer = possible.contains(wanted) ? wanted : Offer.REMINDER;
    weeks.observe(context, at, Treatment.of(action, offer));
    if (pilot.fresh()) {
      remember(context.account(), at, action, offer, possible);
    }
    return Recommendations.recommend(action, offer, verdict);
  }

  private static Drawn drawn(AccountState account, Instant at) {
    long day =
        Math.floorDiv(at.getEpochSecond(), 86_400L)
            + Math.floorMod(account.accountId().hashCode(), PERIOD_DAYS);
    long period = Math.floorDiv(day, PERIOD_DAYS);
    SplittableRandom random =
        new SplittableRandom(31 * account.accountId().hashCode() + 1_000_003 * period);
    Action action = Action.values()[random.nextInt(Action.values().length)];
    Offer offer =
        random.nextBoolean()
            ? Offer.REMINDER
            : random.nextBoolean() ? Offer.PAYMENT_PLAN : Offer.SETTLEMENT;
    Treatment treatment =
        action == Action.NO_CONTACT ? Treatment.NONE : Treatment.of(action, offer);
    return new Drawn(treatment, Math.floorMod(day, PERIOD_DAYS) < FIRST_WEEK_DAYS);
  }

  private void remember(
      AccountState account, Instant at, Action action, Offer offer, Set<Offer> possible) {
    AccountView view = account.view(at);
    Long balance = view.balanceMinor();
    if (balance == null || balance <= 0 || view.isClosed()) {
      return;
    }
    Treatment treatment =
        action == Action.NO_CONTACT ? Treatment.NONE : Treatment.of(action, offer);
    truth
        .of(account.accountId())
        .ifPresent(
            known ->
                waiting
                    .computeIfAbsent(account.accountId(), _ -> new ArrayDeque<>())
                    .add(
                        new Waiting(
                            FeatureExtractor.extract(view).withAction(action).toArray(),
                            action,
                            action == Action.NO_CONTACT ? Offer.NONE : offer,
                            possible,
                            at,
                            balance,
                            known.probability(treatment))));
  }

  private void label(AccountState account, Instant now) {
    Deque<Waiting> open = waiting.getOrDefault(account.accountId(), new ArrayDeque<>());
    while (!open.isEmpty() && !open.getFirst().at().plus(HORIZON).isAfter(now)) {
      Waiting row = open.removeFirst();
      Instant end = row.at().plus(HORIZON);
      if (!censored(account, row.at(), end)) {
        double collected = net(account, row.at(), end) / (double) row.balanceMinor();
        examples.add(
            new PilotExample(
                row.features(),
                row.action(),
                row.offer(),
                row.possible(),
                collected >= SHARE,
                Math.max(0, collected),
                row.truth()));
      }
    }
  }

  private static boolean censored(AccountState account, Instant from, Instant to) {
    for (Fact fact : account.facts()) {
      boolean within = fact.time().isAfter(from) && !fact.time().isAfter(to);
      boolean ends =
          switch (fact) {
            case Fact.Closing closing -> closing.reason() != CloseReason.PAID;
            case Fact.Status status -> status.kind() == StatusKind.BANKRUPTCY;
            case Fact.Placement _, Fact.Update _, Fact.Payment _, Fact.Attempt _ -> false;
            case Fact.Contact _, Fact.PromiseMade _, Fact.PromiseEnded _ -> false;
            case Fact.ThirdPersonContact _ -> false;
            case Fact.Complaint _, Fact.ConsentStated _, Fact.Reply _ -> false;
            case Fact.Inconvenience _, Fact.NumberCheck _, Fact.Review _ -> false;
          };
      if (within && ends) {
        return true;
      }
    }
    return false;
  }

  private static long net(AccountState account, Instant from, Instant to) {
    long sum = 0;
    for (Fact fact : account.facts()) {
      if (fact instanceof Fact.Payment payment
          && payment.time().isAfter(from)
          && !payment.time().isAfter(to)) {
        sum += payment.amountMinor();
      }
    }
    return sum;
  }
}
