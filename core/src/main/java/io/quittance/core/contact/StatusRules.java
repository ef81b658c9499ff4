package io.quittance.core.contact;

import io.quittance.core.account.Fact;
import io.quittance.core.account.StatusKind;
import io.quittance.core.debtor.DebtorFacts;
import io.quittance.core.pack.Holidays;
import io.quittance.core.pack.Limit;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Evaluates the limits that depend on the debtor's status and not on the passing of time.
final class StatusRules {

  private StatusRules() {}

  /// Returns whether a limit blocks a contact that it applies to; false for limits that depend on
  /// time alone.
  static boolean blocks(Limit limit, ProposedContact contact, DebtorFacts facts) {
    return switch (limit) {
      case Limit.Inconvenient _ -> inconvenient(contact, facts);
      case Limit.RefusedChannel _ -> facts.consents().of(contact.channel()) == Consent.REFUSED;
      case Limit.RevokedConsent l ->
          facts
              .consents()
              .isRevoked(
                  contact.channel(), l, account -> facts.ledger().isInScope(l.scope(), account));
      case Limit.Workplace _ -> workplace(contact, facts);
      case Limit.CheckedNumber _ ->
          facts.numbers().checkedAt(contact.channel(), contact.number()) == null;
      case Limit.DisprovedNumber _ ->
          facts.numbers().isDisproved(contact.channel(), contact.number());
      case Limit.StopStatus l -> stopped(l, facts);
      case Limit.TailoredRoute _ -> vulnerable(facts);
      case Limit.ValidationAndDispute l -> unvalidated(l, contact, facts) || disputed(l, facts);
      case Limit.UnknownInput l -> unknown(l, contact, facts);
      case Limit.ThirdPersons l -> reachedTooOften(l, contact, facts);
      case Limit.LanguageAsked l ->
          !l.carries().contains(contact.action())
              && !facts.everReported(StatusKind.LANGUAGE_RECORDED);
      case Limit.QuietHours _, Limit.AttemptCap _, Limit.AfterConversation _ -> false;
      case Limit.Cadence _, Limit.Moratorium _ -> false;
      case Limit.WeeklyHours _, Limit.ContactCap _, Limit.MinimumGap _ -> false;
      case Limit.WaitingTime _ -> false;
      case Limit.NotCounted _, Limit.CountingScope _ -> false;
      case Limit.TimeBarred _, Limit.HumanDecision _ -> false;
    };
  }

  /// Returns whether a limit bars a decision of people at an instant.
  static boolean bars(Limit limit, DebtorFacts facts, Instant at) {
    return switch (limit) {
      case Limit.TimeBarred _ -> timeBarred(facts, at);
      case Limit.StopStatus l -> stopped(l, facts);
      case Limit.TailoredRoute _ -> vulnerable(facts);
      case Limit.Moratorium l -> {
        Instant ends = facts.breathingSpaceEnds(l);
        yield ends == null || ends.isAfter(at);
      }
      case Limit.HumanDecision _ -> false;
      case Limit.QuietHours _, Limit.AttemptCap _, Limit.AfterConversation _ -> false;
      case Limit.Inconvenient _, Limit.RefusedChannel _, Limit.RevokedConsent _ -> false;
      case Limit.Workplace _, Limit.CheckedNumber _, Limit.Cadence _ -> false;
      case Limit.ValidationAndDispute l -> disputed(l, facts);
      case Limit.UnknownInput _, Limit.WaitingTime _, Limit.DisprovedNumber _ -> false;
      case Limit.WeeklyHours _, Limit.ContactCap _, Limit.MinimumGap _ -> false;
      case Limit.NotCounted _, Limit.CountingScope _ -> false;
      case Limit.ThirdPersons _, Limit.LanguageAsked _ -> false;
    };
  }

  /// Returns whether somebody other than the debtor must not be contacted for a purpose, or not
  /// once more.
  private static boolean reachedTooOften(
      Limit.ThirdPersons limit, ProposedContact contact, DebtorFacts facts) {
    ThirdPerson other = contact.other();
    return other != null
        && (!limit.purposes().contains(other.purpose())
            || facts.thirdPersons().with(other.ref()) >= limit.max());
  }

  private static boolean inconvenient(ProposedContact contact, DebtorFacts facts) {
    return contact.place() == null
        ? !facts.inconvenientPlaces().isEmpty()
        : facts.inconvenientPlaces().contains(contact.place());
  }

  private static boolean workplace(ProposedContact contact, DebtorFacts facts) {
    if (contact.place() != null && contact.place() != Place.WORK) {
      return false;
    }
    return switch (contact.channel()) {
      case CALL, LETTER ->
          !facts.reportedAfter(StatusKind.WORK_ALLOWED, StatusKind.WORK_PROHIBITED);
      case SMS, EMAIL -> true;
    };
  }

  private static boolean vulnerable(DebtorFacts facts) {
    return facts.everReported(StatusKind.VULNERABLE)
        && !facts.reportedAfter(StatusKind.VULNERABLE_ENDED, StatusKind.VULNERABLE);
  }

  private static boolean timeBarred(DebtorFacts facts, Instant at) {
    Fact.Placement placement = facts.placement();
    Instant ends = placement == null ? null : placement.limitationEndsAt();
    return ends == null || !ends.isAfter(at);
  }

  private static boolean unknown(
      Limit.UnknownInput limit, ProposedContact contact, DebtorFacts facts) {
    return !facts.hasZone()
        || facts.account().snapshot() == null
        || (limit.consentFor().contains(contact.action())
            && facts.consents().of(contact.channel()) == Consent.UNKNOWN);
  }

  private static boolean unvalidated(
      Limit.ValidationAndDispute limit, ProposedContact contact, DebtorFacts facts) {
    return !limit.carries().contains(contact.action()) && facts.validationSentAt() == null;
  }

  private static boolean disputed(Limit.ValidationAndDispute limit, DebtorFacts facts) {
    Instant since = facts.disputedSince();
    if (since == null || limit.anyDispute()) {
      return since != null;
    }
    Instant validated = facts.validationSentAt();
    if (validated == null || facts.mayHaveBeenDisputedEarlier()) {
      return true;
    }
    Instant end = validationEnd(limit, validated, facts);
    return end == null || since.isBefore(end);
  }

  /// The end of the validation period; null when it cannot be told without a time zone.
  private static @Nullable Instant validationEnd(
      Limit.ValidationAndDispute limit, Instant validated, DebtorFacts facts) {
    Integer receipt = limit.receiptBusinessDays();
    if (receipt == null) {
      return validated.plus(limit.validationPeriod());
    }
    return facts.startOf(
        validated,
        sent ->
            Holidays.plusBusinessDays(sent, receipt, limit.holidays())
                .plusDays(limit.validationPeriod().toDays() + 1));
  }

  private static boolean stopped(Limit.StopStatus limit, DebtorFacts facts) {
    for (Limit.Stop stop : limit.statuses()) {
      if (stopped(stop, facts)) {
        return true;
      }
    }
    return false;
  }

  private static boolean stopped(Limit.Stop stop, DebtorFacts facts) {
    return switch (stop) {
      case CEASE -> facts.everReported(StatusKind.CEASE);
      case ATTORNEY -> facts.everReported(StatusKind.ATTORNEY);
      case BANKRUPTCY -> facts.everReported(StatusKind.BANKRUPTCY);
      case DECEASED -> facts.everReported(StatusKind.DECEASED);
      case MINOR -> facts.everReported(StatusKind.MINOR);
      case IDENTITY_THEFT -> facts.identityTheft();
      case CLOSED -> facts.closed();
      case PAID -> facts.paid();
      case SETTLED -> facts.settled();
    };
  }
}
