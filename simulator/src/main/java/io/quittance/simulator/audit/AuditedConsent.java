package io.quittance.simulator.audit;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.Place;
import io.quittance.simulator.audit.AuditedContact.Fact;
import java.time.Duration;
import java.time.Instant;

/// Checks the rules about the debtor's consent: grant, refusal, revocation, contact at work and
/// verification of the number.
final class AuditedConsent {

  private static final Instant REVOCATION_RULE = Instant.parse("2025-04-11T00:00:00Z");

  /// Until then the FCC waives the part of the rule that extends a revocation to unrelated debts
  /// (DA 26-12).
  private static final Instant REVOKE_ALL = Instant.parse("2027-01-31T12:00:00Z");

  private static final Duration CHECK_LASTS = Duration.ofDays(60);

  private AuditedConsent() {}

  static void judge(AuditedContact contact) {
    if (contact.zones.isEmpty()) {
      contact.breaks("HC23", "no time zone is known");
    }
    consent(contact);
    revocation(contact);
    workplace(contact);
    if (contact.channel() == Channel.SMS) {
      checkedNumber(contact);
    }
  }

  private static void consent(AuditedContact contact) {
    Channel channel = contact.channel();
    Instant granted = AuditedContact.last(contact.person, told -> isGranted(told, channel));
    Instant refused = AuditedContact.last(contact.person, told -> isRefused(told, channel));
    Instant left = AuditedContact.last(contact.person, told -> isOptOut(told, channel));
    boolean electronic = channel == Channel.SMS || channel == Channel.EMAIL;
    if (!refused.isBefore(granted) && !refused.equals(Instant.MIN)) {
      contact.breaks(electronic ? "HC09" : "HC08", "the debtor refused this channel");
    } else if (!left.isBefore(granted) && !left.equals(Instant.MIN)) {
      contact.breaks(electronic ? "HC09" : "HC08", "the debtor opted out");
    }
    if (channel != Channel.LETTER && !isKnown(contact)) {
      contact.breaks("HC23", "no consent is known for this channel");
    }
  }

  private static boolean isGranted(AccountFact told, Channel channel) {
    return told instanceof AccountEvent.ConsentChanged changed
        && changed.channel() == channel
        && changed.consent() == Consent.GRANTED;
  }

  private static boolean isRefused(AccountFact told, Channel channel) {
    return (told instanceof AccountEvent.ConsentChanged changed
            && changed.channel() == channel
            && changed.consent() == Consent.REFUSED)
        || (told instanceof AccountEvent.Placed placed
            && placed.consents().get(channel) == Consent.REFUSED);
  }

  private static boolean isOptOut(AccountFact told, Channel channel) {
    return (told instanceof Outcome.OptedOut left && left.channel() == channel)
        || (told instanceof Outcome.ReplyReceived reply && reply.channel() == channel);
  }

  private static boolean isKnown(AuditedContact contact) {
    Channel channel = contact.channel();
    boolean known = false;
    for (Fact fact : contact.person) {
      if (fact.event() instanceof AccountEvent.ConsentChanged changed
          && changed.channel() == channel) {
        known = changed.consent() != Consent.UNKNOWN;
      } else if (fact.event() instanceof AccountEvent.Placed placed) {
        Consent told = placed.consents().getOrDefault(channel, Consent.UNKNOWN);
        known |= told != Consent.UNKNOWN;
      } else if (isOptOut(fact.event(), channel)) {
        known = true;
      }
    }
    return known;
  }

  /// A keyword on any channel revokes calls and text messages about the debt, and later about every
  /// debt; only an explicit grant restores them.
  private static void revocation(AuditedContact contact) {
    Channel channel = contact.channel();
    if (contact.at.isBefore(REVOCATION_RULE)
        || !contact.isIn("US")
        || (channel != Channel.CALL && channel != Channel.SMS)) {
      return;
    }
    Instant granted = AuditedContact.last(contact.person, told -> isGranted(told, channel));
    Instant revoked =
        AuditedContact.last(
            contact.at.isBefore(REVOKE_ALL) ? contact.debt : contact.person,
            told -> told instanceof Outcome.ReplyReceived);
    if (!revoked.equals(Instant.MIN) && !revoked.isBefore(granted)) {
      contact.breaks("HC17", "a keyword revoked the consent");
    }
  }

  private static void workplace(AuditedContact contact) {
    if (contact.attempt.place() != Place.WORK) {
      return;
    }
    Instant allowed =
        AuditedContact.last(
            contact.person,
            told -> told instanceof AccountEvent.WorkplaceContactStated work && work.allowed());
    Instant prohibited =
        AuditedContact.last(
            contact.person,
            told -> told instanceof AccountEvent.WorkplaceContactStated work && !work.allowed());
    boolean message = contact.channel() == Channel.SMS || contact.channel() == Channel.EMAIL;
    if (message || allowed.equals(Instant.MIN) || !prohibited.isBefore(allowed)) {
      contact.breaks("HC12", "at work, where contact is not known to be allowed");
    }
  }

  private static void checkedNumber(AuditedContact contact) {
    boolean checked =
        contact.person.stream()
            .map(AuditedConsent::checkedAt)
            .anyMatch(at -> at.plus(CHECK_LASTS).isAfter(contact.at));
    if (!checked) {
      contact.breaks("HC13", "the number was not verified within sixty days");
    }
  }

  private static Instant checkedAt(Fact fact) {
    Instant never = Instant.EPOCH;
    if (fact.event() instanceof AccountEvent.NumberChecked check) {
      return check.channel() == Channel.SMS ? fact.at() : never;
    }
    if (fact.event() instanceof AccountEvent.Placed placed) {
      Instant at = placed.smsNumberCheckedAt();
      return at == null || at.isAfter(fact.at()) ? never : at;
    }
    return never;
  }
}
