package io.quittance.core.contact;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.debtor.DebtorFacts;
import io.quittance.core.debtor.NumberChecks;
import io.quittance.core.debtor.ReservedPermit;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Applies a policy to a debtor. A pure function: no clock, no default zone.
///
/// Status rules block outright. Rules of time move the window of an action; they block it when no
/// window can begin within the policy's horizon, and then say until when. A window ends where a
/// rule comes into force or goes out of it, and nothing is told of a time for which the policy is
/// not known to be the one in force. What cannot be told is not permitted.
public final class ContactPolicy {

  /// Everything that a decision may recommend: contacts by the debtor's own number or address.
  private static final List<ProposedContact> CONTACTS =
      Stream.of(Action.values())
          .filter(action -> action != Action.NO_CONTACT)
          .map(
              action ->
                  ProposedContact.of(
                      action,
                      action == Action.LETTER ? Place.HOME : Place.MOBILE,
                      new NumberChecks.Choice.Best()))
          .toList();

  private ContactPolicy() {}

  /// What is permitted as of an instant, of contacts by the debtor's own mobile telephone or
  /// address.
  ///
  /// @param at the instant decided for: what allows counts only if it happened by then, what
  ///   forbids whenever it happened
  public static PolicyVerdict evaluate(Policy policy, DebtorContext context, Instant at) {
    DebtorFacts facts = new DebtorFacts(context, at, List.of());
    PolicyEvaluation inquiry = new PolicyEvaluation(policy, facts, at);
    TreeMap<Action, Optional<ContactWindow>> permitted = new TreeMap<>();
    permitted.put(Action.NO_CONTACT, Optional.empty());
    List<Blocked> blocked = new ArrayList<>();
    TreeMap<Action, Instant> next = new TreeMap<>();
    for (ProposedContact contact : CONTACTS) {
      PolicyEvaluation.WindowOutcome answer = inquiry.window(contact);
      blocked.addAll(answer.blocked());
      if (answer.blocked().isEmpty()) {
        permitted.put(contact.action(), Optional.ofNullable(answer.window()));
      } else if (answer.window() != null) {
        next.put(contact.action(), answer.window().notBefore());
      }
    }
    Integer daysPastDue = facts.account().daysPastDue();
    return new PolicyVerdict(
        permitted, blocked, daysPastDue == null ? 0 : daysPastDue, facts.hardship(), next);
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
      List<ReservedPermit> reserved) {
    return permit(policy, context, action, place, null, at, reserved);
  }

  /// Returns whether one contact by one number or address may be made at an instant.
  ///
  /// @param numberRef the number or address; null when it is not told: then all that are known of
  ///   the channel must be the debtor's
  /// @throws IllegalArgumentException for no contact
  public static PermitVerdict permit(
      Policy policy,
      DebtorContext context,
      Action action,
      @Nullable Place place,
      @Nullable String numberRef,
      Instant at,
      List<ReservedPermit> reserved) {
    DebtorFacts facts = new DebtorFacts(context, at, reserved);
    NumberChecks.Choice number =
        numberRef == null
            ? new NumberChecks.Choice.Unknown()
            : new NumberChecks.Choice.Named(numberRef);
    return new PolicyEvaluation(policy, facts, at)
        .permit(ProposedContact.of(action, place, number));
  }

  /// What the rules say of a decision that people make: the first that bars it, else the first that
  /// reserves it to them.
  public static ReviewRuling review(
      Policy policy, DebtorContext context, ReviewKind kind, Instant at) {
    DebtorFacts facts = new DebtorFacts(context, at, List.of());
    return new PolicyEvaluation(policy, facts, at).review(kind);
  }
}
