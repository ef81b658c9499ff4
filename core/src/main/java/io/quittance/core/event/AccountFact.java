package io.quittance.core.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A statement about one account that can change its state: an event of a system of record or an
/// outcome reported by a dialer, an agent or a payment system.
///
/// What a statement does is decided here, by its type: a new type does not compile until it is
/// listed in both switches. What an account keeps of a statement is a
/// [io.quittance.core.account.Fact].
public sealed interface AccountFact permits AccountEvent, Outcome {

  /// Returns the account that the statement is about, unique within the tenant.
  String accountId();

  /// Returns the times in the statement that lie in the past by their meaning, by the name of their
  /// field. Where a statement enters, they are compared with the clock. The time at which it
  /// happened is that of its [Envelope]; when a promise or an instalment falls due and when a
  /// lawsuit becomes time-barred may lie ahead.
  default Map<String, Instant> pastTimes() {
    Map<String, Instant> times = new LinkedHashMap<>();
    if (this instanceof AccountEvent.Snapshotted described) {
      times.put("snapshot.asOf", described.snapshot().asOf());
    }
    if (this instanceof AccountEvent.Placed placed) {
      put(times, "openedAt", placed.openedAt());
      put(times, "validationSentAt", placed.validationSentAt());
      put(times, "smsNumberCheckedAt", placed.smsNumberCheckedAt());
    }
    return times;
  }

  private static void put(Map<String, Instant> times, String field, @Nullable Instant time) {
    if (time != null) {
      times.put(field, time);
    }
  }

  /// What a statement does to an account that has left collection.
  enum EffectWhenClosed {
    /// The account returns to collection, and the statement counts in full.
    REOPENS,
    /// The state changes, but no decision is made. Either the statement holds for the debtor and so
    /// for the debtor's other accounts, or it holds for the debt if the account reopens, or it
    /// reports money.
    CHANGES_STATE,
    /// Nothing changes.
    NONE
  }

  /// Returns whether the statement triggers a decision on an open account. Every other statement
  /// only changes the state.
  default boolean triggersDecision() {
    return switch (this) {
      case AccountEvent.Placed _,
          AccountEvent.Updated _,
          AccountEvent.DisputeOpened _,
          AccountEvent.DisputeResolved _,
          AccountEvent.HardshipReported _,
          AccountEvent.CeaseRequested _,
          AccountEvent.AttorneyRetained _,
          AccountEvent.BankruptcyFiled _,
          AccountEvent.DeceasedReported _,
          AccountEvent.IdentityTheftReported _,
          AccountEvent.MinorReported _,
          AccountEvent.BreathingSpaceStarted _,
          AccountEvent.BreathingSpaceEnded _,
          AccountEvent.VulnerabilityReported _,
          AccountEvent.VulnerabilityEnded _,
          AccountEvent.ReviewConcluded _,
          AccountEvent.ReviewDue _,
          AccountEvent.Closed _ ->
          true;
      case AccountEvent.ConsentChanged _,
          AccountEvent.ValidationSent _,
          AccountEvent.VerificationSent _,
          AccountEvent.InconvenienceStated _,
          AccountEvent.CallRequested _,
          AccountEvent.WorkplaceContactStated _,
          AccountEvent.NumberChecked _,
          AccountEvent.LanguageRecorded _ ->
          false;
      case Outcome.ContactAttempted _,
          Outcome.RightPartyContact _,
          Outcome.ThirdPersonContacted _,
          Outcome.PromiseMade _,
          Outcome.PromiseKept _,
          Outcome.PromiseBroken _,
          Outcome.PaymentReceived _,
          Outcome.PaymentReversed _,
          Outcome.InstalmentAssessed _,
          Outcome.ComplaintRaised _,
          Outcome.ReplyReceived _,
          Outcome.OptedOut _ ->
          false;
    };
  }

  /// Returns what the statement does to an account that has left collection.
  default EffectWhenClosed effectWhenClosed() {
    return switch (this) {
      case AccountEvent.Placed _ -> EffectWhenClosed.REOPENS;
      case AccountEvent.ConsentChanged _,
          AccountEvent.ValidationSent _,
          AccountEvent.VerificationSent _,
          AccountEvent.DisputeOpened _,
          AccountEvent.DisputeResolved _,
          AccountEvent.HardshipReported _,
          AccountEvent.CeaseRequested _,
          AccountEvent.AttorneyRetained _,
          AccountEvent.BankruptcyFiled _,
          AccountEvent.DeceasedReported _,
          AccountEvent.IdentityTheftReported _,
          AccountEvent.InconvenienceStated _,
          AccountEvent.CallRequested _,
          AccountEvent.WorkplaceContactStated _,
          AccountEvent.NumberChecked _,
          AccountEvent.LanguageRecorded _,
          AccountEvent.MinorReported _,
          AccountEvent.BreathingSpaceStarted _,
          AccountEvent.BreathingSpaceEnded _,
          AccountEvent.VulnerabilityReported _,
          AccountEvent.VulnerabilityEnded _,
          AccountEvent.ReviewConcluded _ ->
          EffectWhenClosed.CHANGES_STATE;
      case Outcome.ContactAttempted _,
          Outcome.RightPartyContact _,
          Outcome.ThirdPersonContacted _,
          Outcome.PaymentReceived _,
          Outcome.PaymentReversed _,
          Outcome.ComplaintRaised _,
          Outcome.ReplyReceived _,
          Outcome.OptedOut _ ->
          EffectWhenClosed.CHANGES_STATE;
      case AccountEvent.Updated _, AccountEvent.ReviewDue _, AccountEvent.Closed _ ->
          EffectWhenClosed.NONE;
      case Outcome.PromiseMade _,
          Outcome.PromiseKept _,
          Outcome.PromiseBroken _,
          Outcome.InstalmentAssessed _ ->
          EffectWhenClosed.NONE;
    };
  }
}
