package io.quittance.core.account;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.Recipient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a statement into the fact that the account keeps of it: empty when no window, feature or
/// rule reads the statement.
final class FactReader {

  private FactReader() {}

  static Optional<Fact> read(Stamp at, AccountFact fact) {
    return switch (fact) {
      case AccountEvent event -> fromEvent(at, event);
      case Outcome outcome -> fromOutcome(at, outcome);
    };
  }

  private static Optional<Fact> fromEvent(Stamp at, AccountEvent event) {
    return switch (event) {
      case AccountEvent.Placed e ->
          Optional.of(
              new Fact.Placement(
                  at,
                  e.debtorId(),
                  e.snapshot(),
                  e.actorType(),
                  e.jurisdiction(),
                  e.timeZones(),
                  e.consents(),
                  e.openedAt(),
                  e.validationSentAt(),
                  e.debtGroup(),
                  e.smsNumberCheckedAt(),
                  e.limitationEndsAt(),
                  orNone(e.otherJurisdictions()),
                  e.debtKind()));
      case AccountEvent.Updated e ->
          Optional.of(
              new Fact.Update(at, e.debtorId(), e.snapshot(), orNone(e.otherJurisdictions())));
      case AccountEvent.ConsentChanged e ->
          Optional.of(new Fact.ConsentStated(at, e.channel(), e.consent()));
      case AccountEvent.ValidationSent _ -> status(at, StatusKind.VALIDATION_SENT);
      case AccountEvent.VerificationSent _ -> status(at, StatusKind.VERIFICATION_SENT);
      case AccountEvent.DisputeOpened _ -> status(at, StatusKind.DISPUTE_OPENED);
      case AccountEvent.DisputeResolved _ -> status(at, StatusKind.DISPUTE_RESOLVED);
      case AccountEvent.HardshipReported _ -> status(at, StatusKind.HARDSHIP);
      case AccountEvent.CeaseRequested _ -> status(at, StatusKind.CEASE);
      case AccountEvent.AttorneyRetained _ -> status(at, StatusKind.ATTORNEY);
      case AccountEvent.BankruptcyFiled _ -> status(at, StatusKind.BANKRUPTCY);
      case AccountEvent.DeceasedReported _ -> status(at, StatusKind.DECEASED);
      case AccountEvent.IdentityTheftReported _ -> status(at, StatusKind.IDENTITY_THEFT);
      case AccountEvent.InconvenienceStated e ->
          Optional.of(new Fact.Inconvenience(at, e.times(), e.places()));
      case AccountEvent.CallRequested _ -> status(at, StatusKind.CALL_REQUESTED);
      case AccountEvent.WorkplaceContactStated e ->
          status(at, e.allowed() ? StatusKind.WORK_ALLOWED : StatusKind.WORK_PROHIBITED);
      case AccountEvent.NumberChecked e ->
          Optional.of(new Fact.NumberCheck(at, e.channel(), e.numberRef()));
      case AccountEvent.LanguageRecorded _ -> status(at, StatusKind.LANGUAGE_RECORDED);
      case AccountEvent.MinorReported _ -> status(at, StatusKind.MINOR);
      case AccountEvent.BreathingSpaceStarted e ->
          status(
              at,
              switch (e.kind()) {
                case STANDARD -> StatusKind.BREATHING_SPACE;
                case MENTAL_HEALTH_CRISIS -> StatusKind.CRISIS;
              });
      case AccountEvent.BreathingSpaceEnded _ -> status(at, StatusKind.BREATHING_SPACE_ENDED);
      case AccountEvent.VulnerabilityReported _ -> status(at, StatusKind.VULNERABLE);
      case AccountEvent.VulnerabilityEnded _ -> status(at, StatusKind.VULNERABLE_ENDED);
      case AccountEvent.ReviewConcluded e ->
          Optional.of(new Fact.Review(at, e.reviewId(), e.kind(), e.verdict()));
      case AccountEvent.ReviewDue _ -> Optional.empty();
      case AccountEvent.Closed e -> Optional.of(new Fact.Closing(at, e.reason()));
    };
  }

  private static Optional<Fact> fromOutcome(Stamp at, Outcome outcome) {
    return switch (outcome) {
      case Outcome.ContactAttempted o ->
          Optional.of(
              new Fact.Attempt(
                  at,
                  o.channel(),
                  o.result(),
                  o.permitId(),
                  o.place(),
                  o.recipient() == null ? Recipient.DEBTOR : o.recipient(),
                  o.numberRef()));
      case Outcome.RightPartyContact o -> Optional.of(new Fact.Contact(at, o.channel()));
      case Outcome.ThirdPersonContacted o ->
          Optional.of(new Fact.ThirdPersonContact(at, o.channel(), o.personRef(), o.relation()));
      case Outcome.PromiseMade o ->
          Optional.of(new Fact.PromiseMade(at, o.promiseId(), o.amountMinor(), o.dueAt()));
      case Outcome.PromiseKept o -> Optional.of(new Fact.PromiseEnded(at, o.promiseId(), true));
      case Outcome.PromiseBroken o -> Optional.of(new Fact.PromiseEnded(at, o.promiseId(), false));
      case Outcome.PaymentReceived o -> Optional.of(new Fact.Payment(at, o.amountMinor()));
      case Outcome.PaymentReversed o -> Optional.of(new Fact.Payment(at, -o.amountMinor()));
      case Outcome.InstalmentAssessed _ -> Optional.empty();
      case Outcome.ComplaintRaised _ -> Optional.of(new Fact.Complaint(at));
      case Outcome.ReplyReceived o ->
          Optional.of(new Fact.Reply(at, o.channel(), o.word(), o.numberRef()));
      case Outcome.OptedOut o ->
          Optional.of(new Fact.ConsentStated(at, o.channel(), Consent.REFUSED));
    };
  }

  /// Returns the currency that an outcome names; empty when it names none.
  static Optional<String> currency(Outcome outcome) {
    return switch (outcome) {
      case Outcome.PaymentReceived o -> Optional.of(o.currency());
      case Outcome.PaymentReversed o -> Optional.of(o.currency());
      case Outcome.PromiseMade o -> Optional.of(o.currency());
      case Outcome.ContactAttempted _, Outcome.RightPartyContact _ -> Optional.empty();
      case Outcome.ReplyReceived _, Outcome.OptedOut _ -> Optional.empty();
      case Outcome.ThirdPersonContacted _ -> Optional.empty();
      case Outcome.PromiseKept _, Outcome.PromiseBroken _ -> Optional.empty();
      case Outcome.InstalmentAssessed _, Outcome.ComplaintRaised _ -> Optional.empty();
    };
  }

  private static List<String> orNone(@Nullable List<String> jurisdictions) {
    return jurisdictions == null ? List.of() : jurisdictions;
  }

  private static Optional<Fact> status(Stamp at, StatusKind kind) {
    return Optional.of(new Fact.Status(at, kind));
  }
}
