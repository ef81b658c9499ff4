package io.quittance.core.contact;

import io.quittance.core.contact.BindingRules.TimedRule;
import io.quittance.core.debtor.DebtorFacts;
import io.quittance.core.debtor.Instants;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates a policy for one debtor at one instant. Rules are evaluated once for all contacts. Not
/// thread-safe.
final class PolicyEvaluation {

  /// How far ahead a permitted instant is searched for.
  private static final Duration SEARCH_PERIOD = Duration.ofDays(60);

  /// Id of the rule that blocks when no pack applies.
  private static final String PACK = "PACK";

  /// Id of the rule that blocks contact with somebody of whom no rule speaks.
  private static final String PERSON = "PERSON";

  private static final String NOT_IN_FORCE = "No policy pack is in force.";

  private final Policy policy;
  private final DebtorFacts facts;
  private final Instant at;
  private final Instant searchEnd;
  private final List<RuleTable.Period> periods;
  private final boolean inForce;
  private final List<BindingRules> rulesByPeriod = new ArrayList<>();

  PolicyEvaluation(Policy policy, DebtorFacts facts, Instant at) {
    this.policy = policy;
    this.facts = facts;
    this.at = at;
    Instant reach = at.plus(SEARCH_PERIOD);
    Instant known = policy.table().knownUntil();
    searchEnd = reach.isBefore(known) ? reach : known;
    periods = policy.table().periodsFrom(at);
    inForce = policy.table().inForce(at);
  }

  /// Window of a contact, or why it begins too late.
  ///
  /// @param window first window within the search period, even if it begins too late; null when
  ///   there is none
  /// @param blocked the rules that block; empty when the window begins within the horizon
  record WindowOutcome(@Nullable ContactWindow window, List<Blocked> blocked) {}

  private BindingRules currentRules() {
    return rulesOf(0);
  }

  private BindingRules rulesOf(int period) {
    while (rulesByPeriod.size() <= period) {
      rulesByPeriod.add(new BindingRules(periods.get(rulesByPeriod.size()), facts));
    }
    return rulesByPeriod.get(period);
  }

  /// Finds the first window of a contact that is long enough, and checks that it begins within the
  /// horizon.
  WindowOutcome window(ProposedContact contact) {
    if (!inForce) {
      return new WindowOutcome(null, List.of(outOfForce(contact)));
    }
    Instant latest = at.plus(policy.table().horizon());
    List<Blocked> blocked = new ArrayList<>();
    ContactWindow window = firstWindow(contact, policy.table().minimumWindow(), blocked);
    if (window != null && !window.notBefore().isAfter(latest)) {
      return new WindowOutcome(window, List.of());
    }
    List<Blocked> rules = blockingNow(contact, latest);
    return new WindowOutcome(window, rules.isEmpty() ? blocked : rules);
  }

  /// Determines whether a contact may be made now, and until when.
  PermitVerdict permit(ProposedContact contact) {
    if (!inForce) {
      return new PermitVerdict.Refused(List.of(outOfForce(contact)), null);
    }
    if (!mayReach(contact, currentRules())) {
      return new PermitVerdict.Refused(List.of(notSpokenOf(contact)), null);
    }
    List<Blocked> blocked = blockingNow(contact, at);
    if (!blocked.isEmpty()) {
      ContactWindow next = firstWindow(contact, Duration.ZERO, new ArrayList<>());
      return new PermitVerdict.Refused(blocked, next == null ? null : next.notBefore());
    }
    return new PermitVerdict.Granted(
        search(currentRules(), contact, Duration.ZERO).allowedUntil(at, end(periods.getFirst())));
  }

  /// Whether a contact reaches the debtor, or somebody of whom the rules speak.
  private static boolean mayReach(ProposedContact contact, BindingRules rules) {
    ThirdPerson other = contact.other();
    return other == null || rules.speakOf(other);
  }

  /// Returns the first rule that bars a decision of people, or else the first that reserves it to
  /// them.
  ReviewRuling review(ReviewKind kind) {
    if (!inForce) {
      return new ReviewRuling(kind, true, PACK, policy.used().id(), NOT_IN_FORCE);
    }
    Rule reserving = null;
    for (RuleTable.PackRule entry : currentRules().rules()) {
      Rule rule = entry.rule();
      if (rule.reviews().contains(kind)) {
        if (StatusRules.bars(rule.limit(), facts, at)) {
          return ruling(kind, true, rule);
        }
        reserving = reserving == null ? rule : reserving;
      }
    }
    return reserving == null
        ? new ReviewRuling(kind, false, null, null, null)
        : ruling(kind, false, reserving);
  }

  private ReviewRuling ruling(ReviewKind kind, boolean barred, Rule rule) {
    return new ReviewRuling(
        kind, barred, rule.id(), rule.citation(), rule.text(), policy.packOf(rule));
  }

  /// Finds the first window of a contact within the search period.
  ///
  /// @param cause receives the rule that last moved the beginning of the window, or that of the
  ///   pack when none did
  private @Nullable ContactWindow firstWindow(
      ProposedContact contact, Duration minimum, List<Blocked> cause) {
    Rule last = null;
    for (int i = 0; i < periods.size() && periods.get(i).from().isBefore(searchEnd); i++) {
      Instant start = Instants.later(at, periods.get(i).from());
      if (mayReach(contact, rulesOf(i)) && rulesOf(i).blockingRules(contact).isEmpty()) {
        WindowSearch search = search(rulesOf(i), contact, minimum);
        ContactWindow window = search.first(start, end(periods.get(i)));
        last = search.lastMovedBy() == null ? last : search.lastMovedBy();
        if (window != null) {
          cause.add(blocked(contact, last, window.notBefore()));
          return window;
        }
      }
    }
    cause.add(blocked(contact, last, null));
    return null;
  }

  private Instant end(RuleTable.Period period) {
    return period.to().isBefore(searchEnd) ? period.to() : searchEnd;
  }

  private WindowSearch search(BindingRules rules, ProposedContact contact, Duration minimum) {
    return new WindowSearch(rules.timeRules(contact), policy.table().horizon(), minimum);
  }

  /// Returns each rule in force now that by itself prevents a contact from beginning up to an
  /// instant.
  private List<Blocked> blockingNow(ProposedContact contact, Instant latest) {
    List<Blocked> blocking = new ArrayList<>();
    for (Rule rule : currentRules().blockingRules(contact)) {
      blocking.add(blocked(contact, rule, null));
    }
    for (TimedRule timed : currentRules().timeRules(contact)) {
      Instant next = timed.time().nextAllowed(at);
      if (next == null || next.isAfter(latest)) {
        blocking.add(blocked(contact, timed.rule(), until(timed.rule(), next)));
      }
    }
    return blocking;
  }

  /// Returns when a rule stops blocking: when it is satisfied or goes out of force.
  private @Nullable Instant until(Rule rule, @Nullable Instant next) {
    return rule.to() == null ? next : Instants.earlier(next, policy.table().end(rule));
  }

  private Blocked outOfForce(ProposedContact contact) {
    return new Blocked(contact.action(), PACK, policy.used().id(), null, NOT_IN_FORCE);
  }

  private Blocked notSpokenOf(ProposedContact contact) {
    return new Blocked(
        contact.action(),
        PERSON,
        policy.used().id(),
        null,
        "No rule says that such a person may be contacted.");
  }

  private Blocked blocked(ProposedContact contact, @Nullable Rule rule, @Nullable Instant until) {
    return rule == null
        ? new Blocked(
            contact.action(),
            PACK,
            policy.used().id(),
            until,
            "No time that is long enough is left before the rules change.")
        : new Blocked(
            contact.action(),
            rule.id(),
            rule.citation(),
            until,
            rule.text(),
            policy.packOf(rule),
            rule.ours() ? Boolean.TRUE : null);
  }
}
