package io.quittance.core.policy;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.event.Action;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.Place;
import io.quittance.core.event.ReviewKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Applies a policy to a debtor. A pure function: no clock, no default zone.
///
/// Status rules block outright. Rules of time move the window of an action; they block it when no
/// window can begin within the policy's horizon, and then say until when. A window ends where a
/// rule comes into force or goes out of it, and nothing is told of a time for which the policy is
/// not known to be the one in force. What cannot be told is not permitted.
public final class ContactPolicy {

  private ContactPolicy() {}

  /// What is permitted as of an instant, of contacts by the debtor's own mobile telephone or
  /// address.
  ///
  /// @param at the instant decided for: not before any fact that the decision should heed
  public static PolicyVerdict evaluate(Policy policy, DebtorContext context, Instant at) {
    TreeMap<Action, Optional<ContactWindow>> permitted = new TreeMap<>();
    permitted.put(Action.NO_CONTACT, Optional.empty());
    List<Blocked> blocked = new ArrayList<>();
    TreeMap<Action, Instant> next = new TreeMap<>();
    DebtorFacts facts = new DebtorFacts(context, at, List.of());
    if (policy.table().inForce(at)) {
      Inquiry inquiry = new Inquiry(policy, facts, at);
      for (Action action : Action.values()) {
        if (action != Action.NO_CONTACT) {
          Inquiry.Answer answer = inquiry.window(Contact.of(action, Place.MOBILE));
          blocked.addAll(answer.blocked());
          if (answer.blocked().isEmpty()) {
            permitted.put(action, Optional.ofNullable(answer.window()));
          } else if (answer.window() != null) {
            next.put(action, answer.window().notBefore());
          }
        }
      }
    } else {
      for (Action action : Action.values()) {
        if (action != Action.NO_CONTACT) {
          blocked.add(withoutPack(policy, action));
        }
      }
    }
    Integer daysPastDue = context.account().view(at).daysPastDue();
    boolean hardship = hardship(context, at);
    return new PolicyVerdict(
        permitted, blocked, daysPastDue == null ? 0 : daysPastDue, hardship, next);
  }

  private static boolean hardship(DebtorContext context, Instant at) {
    for (AccountState state : context.all()) {
      if (state.view(at).inHardship()) {
        return true;
      }
    }
    return false;
  }

  private static Blocked withoutPack(Policy policy, Action action) {
    return new Blocked(
        action, Inquiry.PACK, policy.used().id(), null, "No policy pack is in force.");
  }

  /// Whether one contact may be made at an instant.
  ///
  /// @param place where it is to reach the debtor; null when unknown: then the rules of every place
  ///   hold
  /// @param reserved the debtor's permits that stand
  /// @throws IllegalArgumentException for no contact
  public static PermitVerdict permit(
      Policy policy,
      DebtorContext context,
      Action action,
      @Nullable Place place,
      Instant at,
      List<Reserved> reserved) {
    Contact contact = Contact.of(action, place);
    if (!policy.table().inForce(at)) {
      return new PermitVerdict.Refused(List.of(withoutPack(policy, action)), null);
    }
    return new Inquiry(policy, new DebtorFacts(context, at, reserved), at).permit(contact);
  }

  /// What the rules say of a decision that people make: the first that bars it, else the first that
  /// reserves it to them.
  public static ReviewRule review(
      Policy policy, DebtorContext context, ReviewKind kind, Instant at) {
    if (!policy.table().inForce(at)) {
      return new ReviewRule(
          kind, true, Inquiry.PACK, policy.used().id(), "No policy pack is in force.");
    }
    DebtorFacts facts = new DebtorFacts(context, at, List.of());
    Rule reserving = null;
    for (RuleTable.Entry entry : new Inquiry(policy, facts, at).now().entries()) {
      Rule rule = entry.rule();
      if (rule.reviews().contains(kind)) {
        if (StatusRule.bars(rule.limit(), facts, at)) {
          return new ReviewRule(kind, true, rule.id(), rule.citation(), rule.text());
        }
        reserving = reserving == null ? rule : reserving;
      }
    }
    return reserving == null
        ? new ReviewRule(kind, false, null, null, null)
        : new ReviewRule(kind, false, reserving.id(), reserving.citation(), reserving.text());
  }
}
