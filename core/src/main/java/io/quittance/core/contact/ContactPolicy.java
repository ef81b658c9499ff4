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

/// Applies a policy to a debtor. Stateless and deterministic: uses no clock and no default time
/// zone. Safe for concurrent use.
///
/// Status rules block outright. Time rules move the window of an action; they block the action when
/// no window can begin within the policy's horizon, and then report until when. A window ends where
/// a rule comes into force or goes out of force. No window extends into a time for which the policy
/// is not known to be in force. What cannot be determined is not permitted.
public final class ContactPolicy {

  /// The contacts that a decision may recommend: they use the debtor's own mobile number or
  /// address.
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

  /// Determines which contacts to the debtor's own mobile number or address are permitted at an
  /// instant.
  ///
  /// @param policy the packs that bind for the account
  /// @param context the account and the debtor's other accounts
  /// @param at instant of the decision; facts that permit count only if they happened by then,
  ///   facts that forbid always count
  public static PolicyVerdict evaluate(Policy policy, DebtorContext context, Instant at) {
    DebtorFacts facts = new DebtorFacts(context, at, List.of());
    PolicyEvaluation evaluation = new PolicyEvaluation(policy, facts, at);
    TreeMap<Action, Optional<ContactWindow>> permitted = new TreeMap<>();
    permitted.put(Action.NO_CONTACT, Optional.empty());
    List<Blocked> blocked = new ArrayList<>();
    TreeMap<Action, Instant> next = new TreeMap<>();
    for (ProposedContact contact : CONTACTS) {
      PolicyEvaluation.WindowOutcome outcome = evaluation.window(contact);
      blocked.addAll(outcome.blocked());
      if (outcome.blocked().isEmpty()) {
        permitted.put(contact.action(), Optional.ofNullable(outcome.window()));
      } else if (outcome.window() != null) {
        next.put(contact.action(), outcome.window().notBefore());
      }
    }
    Integer daysPastDue = facts.account().daysPastDue();
    return new PolicyVerdict(
        permitted, blocked, daysPastDue == null ? 0 : daysPastDue, facts.hardship(), next);
  }

  /// Determines whether one contact may be made at an instant.
  ///
  /// @param policy the packs that bind for the account
  /// @param context the account and the debtor's other accounts
  /// @param action the contact
  /// @param place where it reaches the debtor; null when unknown, and then the rules of every place
  ///   apply
  /// @param at instant of the contact
  /// @param reserved the debtor's outstanding permits; each counts as an attempt
  /// @throws IllegalArgumentException for [Action#NO_CONTACT]
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

  /// Determines whether somebody other than the debtor may be contacted at an instant. People ask
  /// this before such a contact; no decision, plan or permit ever proposes one.
  ///
  /// @param policy the packs that bind for the account
  /// @param context the account and the debtor's other accounts
  /// @param action how the person would be reached
  /// @param at instant of the contact
  /// @throws IllegalArgumentException for [Action#NO_CONTACT]
  public static PermitVerdict thirdPerson(
      Policy policy, DebtorContext context, ThirdPerson other, Action action, Instant at) {
    DebtorFacts facts = new DebtorFacts(context, at, List.of());
    return new PolicyEvaluation(policy, facts, at).permit(ProposedContact.with(other, action));
  }

  /// Determines what the rules say about a decision that people make: the first rule that bars it,
  /// or else the first that reserves it to people.
  ///
  /// @param policy the packs that bind for the account
  /// @param context the account and the debtor's other accounts
  /// @param kind the decision
  /// @param at instant of the decision
  public static ReviewRuling review(
      Policy policy, DebtorContext context, ReviewKind kind, Instant at) {
    DebtorFacts facts = new DebtorFacts(context, at, List.of());
    return new PolicyEvaluation(policy, facts, at).review(kind);
  }
}
