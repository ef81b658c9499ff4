package io.quittance.core.contact;

import io.quittance.core.account.Fact;
import io.quittance.core.account.StatusKind;
import io.quittance.core.debtor.DebtorFacts;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Holidays;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
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
      case TimeLimit.Inconvenient _ -> inconvenient(contact, facts);
      case ChannelLimit.RefusedChannel _ ->
          facts.consents().of(contact.channel()) == Consent.REFUSED;
      case ChannelLimit.RevokedConsent l ->
          facts
              .consents()
              .isRevoked(
                  contact.channel(), l, account -> facts.ledger().isInScope(l.scope(), account));
      case ChannelLimit.Workplace _ -> workplace(contact, facts);
      case ChannelLimit.CheckedNumber _ ->
          facts.numbers().checkedAt(contact.channel(), contact.number()) == null;
      case ChannelLimit.DisprovedNumber _ ->
          facts.numbers().isDisproved(contact.channel(), contact.number());
      case StatusLimit.StopStatus l -> stopped(l, facts);
      case StatusLimit.TailoredRoute _ -> vulnerable(facts);
      case StatusLimit.ValidationAndDispute l ->
          unvalidated(l, contact, facts) || disputed(l, facts);
      case StatusLimit.UnknownInput l -> unknown(l, contact, facts);
      case ChannelLimit.ThirdPersons l -> reachedTooOften(l, contact, facts);
      case StatusLimit.LanguageAsked l ->
          !l.carries().contains(contact.action())
              && !facts.everReported(StatusKind.LANGUAGE_RECORDED);
      case TimeLimit.QuietHours _,
          FrequencyLimit.AttemptCap _,
          FrequencyLimit.AfterConversation _ ->
          false;
      case FrequencyLimit.Cadence _, TimeLimit.Moratorium _ -> false;
      case TimeLimit.WeeklyHours _, FrequencyLimit.ContactCap _, FrequencyLimit.MinimumGap _ ->
          false;
      case TimeLimit.WaitingTime _ -> false;
      case CountingRule.NotCounted _, CountingRule.CountingScope _ -> false;
      case ReviewLimit.TimeBarred _, ReviewLimit.HumanDecision _ -> false;
    };
  }

  /// Returns whether a limit bars a decision of people at an instant.
  static boolean bars(Limit limit, DebtorFacts facts, Instant at) {
    return switch (limit) {
      case ReviewLimit.TimeBarred _ -> timeBarred(facts, at);
      case StatusLimit.StopStatus l -> stopped(l, facts);
      case StatusLimit.TailoredRoute _ -> vulnerable(facts);
      case TimeLimit.Moratorium l -> {
        Instant ends = facts.breathingSpaceEnds(l);
        yield ends == null || ends.isAfter(at);
      }
      case ReviewLimit.HumanDecision _ -> false;
      case TimeLimit.QuietHours _,
          FrequencyLimit.AttemptCap _,
          FrequencyLimit.AfterConversation _ ->
          false;
      case TimeLimit.Inconvenient _, ChannelLimit.RefusedChannel _, ChannelLimit.RevokedConsent _ ->
          false;
      case ChannelLimit.Workplace _, ChannelLimit.CheckedNumber _, FrequencyLimit.Cadence _ ->
          false;
      case StatusLimit.ValidationAndDispute l -> disputed(l, facts);
      case StatusLimit.UnknownInput _, TimeLimit.WaitingTime _, ChannelLimit.DisprovedNumber _ ->
          false;
      case TimeLimit.WeeklyHours _, FrequencyLimit.ContactCap _, FrequencyLimit.MinimumGap _ ->
          false;
      case CountingRule.NotCounted _, CountingRule.CountingScope _ -> false;
      case ChannelLimit.ThirdPersons _, StatusLimit.LanguageAsked _ -> false;
    };
  }

  /// Returns whether somebody other than the debtor must not be contacted for a purpose, or not
  /// once more.
  private static boolean reachedTooOften(
      ChannelLimit.ThirdPersons limit, ProposedContact contact, DebtorFacts facts) {
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
      StatusLimit.UnknownInput limit, ProposedContact contact, DebtorFacts facts) {
    return !facts.hasZone()
        || facts.account().snapshot() == null
        || (limit.consentFor().contains(contact.action())
            && facts.consents().of(contact.channel()) == Consent.UNKNOWN);
  }

  private static boolean unvalidated(
      StatusLimit.ValidationAndDispute limit, ProposedContact contact, DebtorFacts facts) {
    return !limit.carries().contains(contact.action()) && facts.validationSentAt() == null;
  }

  private static boolean disputed(StatusLimit.ValidationAndDispute limit, DebtorFacts facts) {
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
      StatusLimit.ValidationAndDispute limit, Instant validated, DebtorFacts facts) {
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

  private static boolean stopped(StatusLimit.StopStatus limit, DebtorFacts facts) {
    for (StatusLimit.Stop stop : limit.statuses()) {
      if (stopped(stop, facts)) {
        return true;
      }
    }
    return false;
  }

  private static boolean stopped(StatusLimit.Stop stop, DebtorFacts facts) {
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
