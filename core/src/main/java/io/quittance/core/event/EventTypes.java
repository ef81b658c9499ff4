package io.quittance.core.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The versioned CloudEvents types, and the record that holds the data of each.
public final class EventTypes {

  public static final String PLACED = "io.quittance.account.placed.v1";
  public static final String UPDATED = "io.quittance.account.updated.v1";
  public static final String CONSENT_CHANGED = "io.quittance.account.consent-changed.v1";
  public static final String VALIDATION_SENT = "io.quittance.account.validation-sent.v1";
  public static final String VERIFICATION_SENT = "io.quittance.account.verification-sent.v1";
  public static final String DISPUTE_OPENED = "io.quittance.account.dispute-opened.v1";
  public static final String DISPUTE_RESOLVED = "io.quittance.account.dispute-resolved.v1";
  public static final String HARDSHIP_REPORTED = "io.quittance.account.hardship-reported.v1";
  public static final String CEASE_REQUESTED = "io.quittance.account.cease-requested.v1";
  public static final String ATTORNEY_RETAINED = "io.quittance.account.attorney-retained.v1";
  public static final String BANKRUPTCY_FILED = "io.quittance.account.bankruptcy-filed.v1";
  public static final String DECEASED_REPORTED = "io.quittance.account.deceased-reported.v1";
  public static final String IDENTITY_THEFT_REPORTED =
      "io.quittance.account.identity-theft-reported.v1";
  public static final String INCONVENIENCE_STATED = "io.quittance.account.inconvenience-stated.v1";
  public static final String CALL_REQUESTED = "io.quittance.account.call-requested.v1";
  public static final String WORKPLACE_CONTACT_STATED =
      "io.quittance.account.workplace-contact-stated.v1";
  public static final String NUMBER_CHECKED = "io.quittance.account.number-checked.v1";
  public static final String LANGUAGE_RECORDED = "io.quittance.account.language-recorded.v1";
  public static final String MINOR_REPORTED = "io.quittance.account.minor-reported.v1";
  public static final String BREATHING_SPACE_STARTED =
      "io.quittance.account.breathing-space-started.v1";
  public static final String BREATHING_SPACE_ENDED =
      "io.quittance.account.breathing-space-ended.v1";
  public static final String VULNERABILITY_REPORTED =
      "io.quittance.account.vulnerability-reported.v1";
  public static final String VULNERABILITY_ENDED = "io.quittance.account.vulnerability-ended.v1";
  public static final String REVIEW_CONCLUDED = "io.quittance.account.review-concluded.v1";
  public static final String REVIEW_DUE = "io.quittance.account.review-due.v1";
  public static final String CLOSED = "io.quittance.account.closed.v1";

  public static final String CONTACT_ATTEMPTED = "io.quittance.outcome.contact-attempted.v1";
  public static final String RIGHT_PARTY_CONTACT = "io.quittance.outcome.right-party-contact.v1";
  public static final String THIRD_PERSON_CONTACTED =
      "io.quittance.outcome.third-person-contacted.v1";
  public static final String PROMISE_MADE = "io.quittance.outcome.promise-made.v1";
  public static final String PROMISE_KEPT = "io.quittance.outcome.promise-kept.v1";
  public static final String PROMISE_BROKEN = "io.quittance.outcome.promise-broken.v1";
  public static final String PAYMENT_RECEIVED = "io.quittance.outcome.payment-received.v1";
  public static final String PAYMENT_REVERSED = "io.quittance.outcome.payment-reversed.v1";
  public static final String INSTALMENT_ASSESSED = "io.quittance.outcome.instalment-assessed.v1";
  public static final String COMPLAINT_RAISED = "io.quittance.outcome.complaint-raised.v1";
  public static final String REPLY_RECEIVED = "io.quittance.outcome.reply-received.v1";
  public static final String OPTED_OUT = "io.quittance.outcome.opted-out.v1";

  public static final String DECISION_MADE = "io.quittance.decision.made.v1";
  public static final String RETRAINING_REQUESTED = "io.quittance.retraining.requested.v1";
  public static final String MODEL_LIFECYCLE_CHANGED = "io.quittance.model.lifecycle-changed.v1";

  /// Statements that permit a contact, ask for a decision, or report money: none forbids a contact.
  private static final Set<String> HARMLESS =
      Set.of(
          PLACED,
          UPDATED,
          VALIDATION_SENT,
          VERIFICATION_SENT,
          DISPUTE_RESOLVED,
          CALL_REQUESTED,
          BREATHING_SPACE_ENDED,
          VULNERABILITY_ENDED,
          REVIEW_DUE,
          PROMISE_MADE,
          PROMISE_KEPT,
          PROMISE_BROKEN,
          PAYMENT_RECEIVED,
          PAYMENT_REVERSED,
          INSTALMENT_ASSESSED);

  private static final Map<String, Class<? extends AccountEvent>> ACCOUNT_EVENTS = accountEvents();
  private static final Map<String, Class<? extends Outcome>> OUTCOMES = outcomes();

  private EventTypes() {}

  /// Returns the record of each type on `account-events`, in the order of the documentation.
  public static Map<String, Class<? extends AccountEvent>> accountEventTypes() {
    return ACCOUNT_EVENTS;
  }

  /// Returns the record of each type on `outcomes`, in the order of the documentation.
  public static Map<String, Class<? extends Outcome>> outcomeTypes() {
    return OUTCOMES;
  }

  /// Returns whether a statement of this type may forbid a contact. One of a type that is not
  /// listed here may: a later version knows what it says.
  public static boolean mayForbid(String type) {
    return !HARMLESS.contains(type);
  }

  /// Returns the type of a statement about an account.
  public static String of(AccountFact fact) {
    return switch (fact) {
      case AccountEvent event -> eventType(event);
      case Outcome outcome -> outcomeType(outcome);
    };
  }

  private static String eventType(AccountEvent event) {
    return switch (event) {
      case AccountEvent.Placed _ -> PLACED;
      case AccountEvent.Updated _ -> UPDATED;
      case AccountEvent.ConsentChanged _ -> CONSENT_CHANGED;
      case AccountEvent.ValidationSent _ -> VALIDATION_SENT;
      case AccountEvent.VerificationSent _ -> VERIFICATION_SENT;
      case AccountEvent.DisputeOpened _ -> DISPUTE_OPENED;
      case AccountEvent.DisputeResolved _ -> DISPUTE_RESOLVED;
      case AccountEvent.HardshipReported _ -> HARDSHIP_REPORTED;
      case AccountEvent.CeaseRequested _ -> CEASE_REQUESTED;
      case AccountEvent.AttorneyRetained _ -> ATTORNEY_RETAINED;
      case AccountEvent.BankruptcyFiled _ -> BANKRUPTCY_FILED;
      case AccountEvent.DeceasedReported _ -> DECEASED_REPORTED;
      case AccountEvent.IdentityTheftReported _ -> IDENTITY_THEFT_REPORTED;
      case AccountEvent.InconvenienceStated _ -> INCONVENIENCE_STATED;
      case AccountEvent.CallRequested _ -> CALL_REQUESTED;
      case AccountEvent.WorkplaceContactStated _ -> WORKPLACE_CONTACT_STATED;
      case AccountEvent.NumberChecked _ -> NUMBER_CHECKED;
      case AccountEvent.LanguageRecorded _ -> LANGUAGE_RECORDED;
      case AccountEvent.MinorReported _ -> MINOR_REPORTED;
      case AccountEvent.BreathingSpaceStarted _ -> BREATHING_SPACE_STARTED;
      case AccountEvent.BreathingSpaceEnded _ -> BREATHING_SPACE_ENDED;
      case AccountEvent.VulnerabilityReported _ -> VULNERABILITY_REPORTED;
      case AccountEvent.VulnerabilityEnded _ -> VULNERABILITY_ENDED;
      case AccountEvent.ReviewConcluded _ -> REVIEW_CONCLUDED;
      case AccountEvent.ReviewDue _ -> REVIEW_DUE;
      case AccountEvent.Closed _ -> CLOSED;
    };
  }

  private static String outcomeType(Outcome outcome) {
    return switch (outcome) {
      case Outcome.ContactAttempted _ -> CONTACT_ATTEMPTED;
      case Outcome.RightPartyContact _ -> RIGHT_PARTY_CONTACT;
      case Outcome.ThirdPersonContacted _ -> THIRD_PERSON_CONTACTED;
      case Outcome.PromiseMade _ -> PROMISE_MADE;
      case Outcome.PromiseKept _ -> PROMISE_KEPT;
      case Outcome.PromiseBroken _ -> PROMISE_BROKEN;
      case Outcome.PaymentReceived _ -> PAYMENT_RECEIVED;
      case Outcome.PaymentReversed _ -> PAYMENT_REVERSED;
      case Outcome.InstalmentAssessed _ -> INSTALMENT_ASSESSED;
      case Outcome.ComplaintRaised _ -> COMPLAINT_RAISED;
      case Outcome.ReplyReceived _ -> REPLY_RECEIVED;
      case Outcome.OptedOut _ -> OPTED_OUT;
    };
  }

  private static Map<String, Class<? extends AccountEvent>> accountEvents() {
    Map<String, Class<? extends AccountEvent>> types = new LinkedHashMap<>();
    types.put(PLACED, AccountEvent.Placed.class);
    types.put(UPDATED, AccountEvent.Updated.class);
    types.put(CONSENT_CHANGED, AccountEvent.ConsentChanged.class);
    types.put(VALIDATION_SENT, AccountEvent.ValidationSent.class);
    types.put(VERIFICATION_SENT, AccountEvent.VerificationSent.class);
    types.put(DISPUTE_OPENED, AccountEvent.DisputeOpened.class);
    types.put(DISPUTE_RESOLVED, AccountEvent.DisputeResolved.class);
    types.put(HARDSHIP_REPORTED, AccountEvent.HardshipReported.class);
    types.put(CEASE_REQUESTED, AccountEvent.CeaseRequested.class);
    types.put(ATTORNEY_RETAINED, AccountEvent.AttorneyRetained.class);
    types.put(BANKRUPTCY_FILED, AccountEvent.BankruptcyFiled.class);
    types.put(DECEASED_REPORTED, AccountEvent.DeceasedReported.class);
    types.put(IDENTITY_THEFT_REPORTED, AccountEvent.IdentityTheftReported.class);
    types.put(INCONVENIENCE_STATED, AccountEvent.InconvenienceStated.class);
    types.put(CALL_REQUESTED, AccountEvent.CallRequested.class);
    types.put(WORKPLACE_CONTACT_STATED, AccountEvent.WorkplaceContactStated.class);
    types.put(NUMBER_CHECKED, AccountEvent.NumberChecked.class);
    types.put(LANGUAGE_RECORDED, AccountEvent.LanguageRecorded.class);
    types.put(MINOR_REPORTED, AccountEvent.MinorReported.class);
    types.put(BREATHING_SPACE_STARTED, AccountEvent.BreathingSpaceStarted.class);
    types.put(BREATHING_SPACE_ENDED, AccountEvent.BreathingSpaceEnded.class);
    types.put(VULNERABILITY_REPORTED, AccountEvent.VulnerabilityReported.class);
    types.put(VULNERABILITY_ENDED, AccountEvent.VulnerabilityEnded.class);
    types.put(REVIEW_CONCLUDED, AccountEvent.ReviewConcluded.class);
    types.put(REVIEW_DUE, AccountEvent.ReviewDue.class);
    types.put(CLOSED, AccountEvent.Closed.class);
    return Collections.unmodifiableMap(types);
  }

  private static Map<String, Class<? extends Outcome>> outcomes() {
    Map<String, Class<? extends Outcome>> types = new LinkedHashMap<>();
    types.put(CONTACT_ATTEMPTED, Outcome.ContactAttempted.class);
    types.put(RIGHT_PARTY_CONTACT, Outcome.RightPartyContact.class);
    types.put(THIRD_PERSON_CONTACTED, Outcome.ThirdPersonContacted.class);
    types.put(PROMISE_MADE, Outcome.PromiseMade.class);
    types.put(PROMISE_KEPT, Outcome.PromiseKept.class);
    types.put(PROMISE_BROKEN, Outcome.PromiseBroken.class);
    types.put(PAYMENT_RECEIVED, Outcome.PaymentReceived.class);
    types.put(PAYMENT_REVERSED, Outcome.PaymentReversed.class);
    types.put(INSTALMENT_ASSESSED, Outcome.InstalmentAssessed.class);
    types.put(COMPLAINT_RAISED, Outcome.ComplaintRaised.class);
    types.put(REPLY_RECEIVED, Outcome.ReplyReceived.class);
    types.put(OPTED_OUT, Outcome.OptedOut.class);
    return Collections.unmodifiableMap(types);
  }
}
