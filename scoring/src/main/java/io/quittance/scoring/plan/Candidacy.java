package io.quittance.scoring.plan;

import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.plan.PlanCandidate;
import io.quittance.core.plan.PlanOption;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Offer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whether an account is a candidate for the plan of a day, by its latest decision.
public sealed interface Candidacy {

  /// A contact is permitted and gains.
  ///
  /// @param currency of the gains
  record Eligible(PlanCandidate candidate, String currency) implements Candidacy {}

  /// The account is excluded.
  ///
  /// @param rules the rules that forbid the contacts now, each with its pack, such as
  ///   `us-reg-f/HC10`; empty for other reasons
  record Out(ExclusionReason reason, SortedSet<String> rules) implements Candidacy {

    Out(ExclusionReason reason) {
      this(reason, Collections.emptySortedSet());
    }
  }

  /// Judges by the decision alone. Options are the permitted contacts whose window meets the day
  /// and which gain over no contact. A decision that explored keeps the action that was drawn
  /// alone, so that the experiment stays one.
  static Candidacy of(DecisionMade decision, PlanDay day, PlanCosts costs) {
    return of(decision, null, day, costs);
  }

  /// Judges by the decision and by what the policy says now: a contact must be permitted by both,
  /// in the time that both permit.
  ///
  /// @param now what the policy says by everything known when the plan is made; null when that is
  ///   not known
  static Candidacy of(
      DecisionMade decision, @Nullable PolicyVerdict now, PlanDay day, PlanCosts costs) {
    Optional<ExclusionReason> reason = reason(decision);
    if (reason.isPresent()) {
      return new Out(reason.get());
    }
    double nothing = value(decision, Action.NO_CONTACT);
    boolean permitted = false;
    boolean today = false;
    SortedSet<String> rules = new TreeSet<>();
    List<PlanOption> options = new ArrayList<>(4);
    for (ActionValue action : decision.actions()) {
      if (!action.permitted()
          || action.action() == Action.NO_CONTACT
          || (decision.selection().explored()
              && action.action() != decision.recommended().action())) {
        continue;
      }
      if (now != null && !now.permits(action.action())) {
        now.blocked().stream()
            .filter(blocked -> blocked.action() == action.action())
            .forEach(blocked -> rules.add(blocked.qualifiedRule()));
        continue;
      }
      permitted = true;
      Window window = Window.of(decision, action);
      if (now != null) {
        window = window.within(now.window(action.action()));
      }
      if (!day.meets(window.notBefore(), window.notAfter())) {
        continue;
      }
      today = true;
      double gain = value(decision, action.action()) - nothing;
      if (gain > 0) {
        options.add(option(action, gain, costs, window.on(day)));
      }
    }
    if (options.isEmpty()) {
      if (!rules.isEmpty() && !today) {
        return new Out(ExclusionReason.FORBIDDEN_SINCE, rules);
      }
      return new Out(
          today
              ? ExclusionReason.NO_GAIN
              : permitted ? ExclusionReason.ANOTHER_DAY : ExclusionReason.NOTHING_PERMITTED);
    }
    return new Eligible(
        new PlanCandidate(
            decision.accountId(), decision.debtorId(), decision.decisionId(), options),
        String.valueOf(decision.debt().currency()));
  }

  private static Optional<ExclusionReason> reason(DecisionMade decision) {
    if (decision.selection().basis() == Basis.ROUTED) {
      return Optional.of(ExclusionReason.ROUTED);
    }
    if (decision.degraded()) {
      return Optional.of(ExclusionReason.NO_VALUES);
    }
    if (decision.selection().basis() == Basis.HELD_OUT
        || Boolean.TRUE.equals(decision.selection().heldOut())) {
      return Optional.of(ExclusionReason.HELD_OUT);
    }
    if (decision.selection().basis() == Basis.SELF_CURE) {
      return Optional.of(ExclusionReason.SELF_CURE);
    }
    if (decision.selection().basis() == Basis.NO_GAIN) {
      return Optional.of(ExclusionReason.NO_GAIN);
    }
    return decision.selection().explored() && decision.recommended().action() == Action.NO_CONTACT
        ? Optional.of(ExclusionReason.EXPLORED_NO_CONTACT)
        : Optional.empty();
  }

  private static double value(DecisionMade decision, Action action) {
    for (ActionValue candidate : decision.actions()) {
      Double value = candidate.expectedNetValueMinor();
      if (candidate.action() == action && value != null && Double.isFinite(value)) {
        return value;
      }
    }
    // An action without a value never gains; no contact without one is worth nothing.
    return action == Action.NO_CONTACT ? 0 : Double.NEGATIVE_INFINITY;
  }

  private static PlanOption option(
      ActionValue action, double gain, PlanCosts costs, Window window) {
    Channel channel = action.action().channel().orElseThrow();
    Offer offer = action.offer();
    return new PlanOption(
        action.action(),
        offer == null ? Offer.REMINDER : offer,
        gain,
        costs.minutes(channel),
        costs.cost(channel),
        window.notBefore(),
        window.notAfter());
  }

  /// The name used in JSON.
  static String wireName(Channel channel) {
    return channel.name().toLowerCase(Locale.ROOT);
  }
}
