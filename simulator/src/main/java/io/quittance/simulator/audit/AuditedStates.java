package io.quittance.simulator.audit;

import static io.quittance.simulator.audit.AuditedContact.holds;
import static io.quittance.simulator.audit.AuditedContact.last;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.BreathingSpace;
import io.quittance.core.vocabulary.Channel;
import io.quittance.simulator.audit.AuditedContact.Fact;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/// Checks the rules about the state of the debtor and of the debt. The rules on disputes and
/// validation information bind third parties only; those on breathing space and vulnerability apply
/// in the United Kingdom.
final class AuditedStates {

  private static final Duration VALIDATION_GRACE = Duration.ofDays(5);
  private static final int BREATHING_DAYS = 60;
  private static final Duration AFTER_CRISIS = Duration.ofDays(30);

  private AuditedStates() {}

  static void judge(AuditedContact contact) {
    stops(contact);
    if (contact.actor() == ActorType.THIRD_PARTY) {
      dispute(contact);
      validation(contact);
    }
    if (contact.isIn("GB")) {
      breathing(contact);
      vulnerability(contact);
    }
  }

  private static void stops(AuditedContact contact) {
    if (holds(contact.person, AccountEvent.CeaseRequested.class)) {
      contact.breaks("HC10", "the debtor asked that communication cease");
    }
    if (holds(contact.person, AccountEvent.AttorneyRetained.class)) {
      contact.breaks("HC11", "an attorney represents the debtor");
    }
    if (holds(contact.person, AccountEvent.BankruptcyFiled.class)
        || holds(contact.person, AccountEvent.DeceasedReported.class)
        || holds(contact.person, AccountEvent.MinorReported.class)
        || holds(contact.own, AccountEvent.IdentityTheftReported.class)) {
      contact.breaks("HC16", "bankruptcy, death, minority or identity theft");
    }
    if (last(contact.own, AccountEvent.Closed.class)
            .isAfter(last(contact.own, AccountEvent.Placed.class))
        || isPaid(contact)) {
      contact.breaks("HC16", "the account is closed or paid");
    }
  }

  private static boolean isPaid(AuditedContact contact) {
    Instant asOf = Instant.MIN;
    long balance = 1;
    for (Fact fact : contact.own) {
      if (fact.event() instanceof AccountEvent.Snapshotted described
          && !described.snapshot().asOf().isBefore(asOf)) {
        asOf = described.snapshot().asOf();
        balance = described.snapshot().balanceMinor();
      }
    }
    for (Fact fact : contact.own) {
      if (fact.at().isAfter(asOf)) {
        balance -= paid(fact.event());
      }
    }
    return balance <= 0;
  }

  private static long paid(AccountFact event) {
    if (event instanceof Outcome.PaymentReceived paid) {
      return paid.amountMinor();
    }
    return event instanceof Outcome.PaymentReversed back ? -back.amountMinor() : 0;
  }

  private static void dispute(AuditedContact contact) {
    Instant disputed = last(contact.own, AccountEvent.DisputeOpened.class);
    if (disputed.isAfter(last(contact.own, AccountEvent.VerificationSent.class))
        && disputed.isAfter(last(contact.own, AccountEvent.DisputeResolved.class))) {
      contact.breaks("HC14", "the debt is disputed and verification has not been sent");
    }
  }

  private static void validation(AuditedContact contact) {
    boolean sent =
        contact.own.stream()
            .anyMatch(
                fact ->
                    fact.event() instanceof AccountEvent.ValidationSent
                        || (fact.event() instanceof AccountEvent.Placed placed
                            && placed.validationSentAt() != null));
    boolean overdue =
        contact.own.stream()
            .filter(fact -> fact.event() instanceof Outcome.ContactAttempted)
            .anyMatch(fact -> fact.at().plus(VALIDATION_GRACE).isBefore(contact.at));
    if (!sent && overdue) {
      contact.breaks("HC14", "no validation information within five days of the first contact");
    }
  }

  private static void breathing(AuditedContact contact) {
    for (Fact fact : contact.person) {
      if (fact.event() instanceof AccountEvent.BreathingSpaceStarted started
          && isBreathing(contact, fact.at(), started.kind())) {
        contact.breaks("HC20", "during a breathing space");
        return;
      }
    }
  }

  private static boolean isBreathing(AuditedContact contact, Instant start, BreathingSpace kind) {
    Instant end = Instant.MAX;
    for (Fact fact : contact.person.reversed()) {
      if (fact.event() instanceof AccountEvent.BreathingSpaceEnded && fact.at().isAfter(start)) {
        end = fact.at();
      }
    }
    boolean ended = !end.equals(Instant.MAX);
    return switch (kind) {
      case MENTAL_HEALTH_CRISIS -> !ended || contact.at.isBefore(end.plus(AFTER_CRISIS));
      case STANDARD ->
          !ended
              && contact.zones.stream()
                  .anyMatch(
                      zone ->
                          LocalDate.ofInstant(contact.at, zone).toEpochDay()
                                  - LocalDate.ofInstant(start, zone).toEpochDay()
                              <= BREATHING_DAYS);
    };
  }

  /// Forbids calls and text messages while a person has to take over.
  private static void vulnerability(AuditedContact contact) {
    boolean pressing = contact.channel() == Channel.CALL || contact.channel() == Channel.SMS;
    Instant reported = last(contact.person, AccountEvent.VulnerabilityReported.class);
    if (pressing
        && !reported.equals(Instant.MIN)
        && !reported.isBefore(last(contact.person, AccountEvent.VulnerabilityEnded.class))) {
      contact.breaks("HC21", "the debtor is vulnerable, and a person has to take over");
    }
  }
}
