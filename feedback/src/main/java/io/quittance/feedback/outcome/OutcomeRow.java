package io.quittance.feedback.outcome;

import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.Outcome;
import io.quittance.core.text.Sha256;
import io.quittance.core.text.WireNames;
import io.quittance.messaging.Origin;
import io.quittance.messaging.Parsed;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An outcome as stored.
///
/// @param decisionId the decision it says it follows; null when it names none
/// @param amountMinor signed: payments add, reversals subtract; null for everything else
/// @param currency of the amount, ISO 4217; null without one
/// @param settled the verdict of an instalment assessment; null for everything else
/// @param digest hex SHA-256 of the record's bytes
record OutcomeRow(
    EventIdentity identity,
    Instant time,
    String type,
    String accountId,
    @Nullable UUID decisionId,
    @Nullable Long amountMinor,
    @Nullable String currency,
    @Nullable Boolean settled,
    @Nullable String channel,
    @Nullable String result,
    String digest,
    Origin origin) {

  static OutcomeRow of(Parsed.FactRecord record, Outcome outcome) {
    Money money = moneyOf(outcome);
    return new OutcomeRow(
        record.envelope().identity(),
        record.envelope().time(),
        record.envelope().type(),
        outcome.accountId(),
        decisionOf(outcome),
        money == null ? null : money.minor(),
        money == null ? null : money.currency(),
        outcome instanceof Outcome.InstalmentAssessed assessed ? assessed.settled() : null,
        channelOf(outcome),
        outcome instanceof Outcome.ContactAttempted attempt ? wire(attempt.result()) : null,
        Sha256.hex(record.data()),
        record.origin());
  }

  /// Returns whether the outcome can change a label.
  boolean labels() {
    return amountMinor != null || settled != null;
  }

  private static @Nullable UUID decisionOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.ContactAttempted attempt -> attempt.decisionId();
      case Outcome.RightPartyContact contact -> contact.decisionId();
      case Outcome.ComplaintRaised complaint -> complaint.decisionId();
      case Outcome.ThirdPersonContacted _,
          Outcome.PromiseMade _,
          Outcome.PromiseKept _,
          Outcome.PromiseBroken _,
          Outcome.PaymentReceived _,
          Outcome.PaymentReversed _,
          Outcome.InstalmentAssessed _,
          Outcome.ReplyReceived _,
          Outcome.OptedOut _ ->
          null;
    };
  }

  private record Money(long minor, String currency) {}

  private static @Nullable Money moneyOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.PaymentReceived payment -> new Money(payment.amountMinor(), payment.currency());
      case Outcome.PaymentReversed reversal ->
          new Money(-reversal.amountMinor(), reversal.currency());
      case Outcome.ContactAttempted _,
          Outcome.RightPartyContact _,
          Outcome.ThirdPersonContacted _,
          Outcome.PromiseMade _,
          Outcome.PromiseKept _,
          Outcome.PromiseBroken _,
          Outcome.InstalmentAssessed _,
          Outcome.ComplaintRaised _,
          Outcome.ReplyReceived _,
          Outcome.OptedOut _ ->
          null;
    };
  }

  private static @Nullable String channelOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.ContactAttempted attempt -> wire(attempt.channel());
      case Outcome.RightPartyContact contact -> wire(contact.channel());
      case Outcome.ThirdPersonContacted contact -> wire(contact.channel());
      case Outcome.ReplyReceived reply -> wire(reply.channel());
      case Outcome.OptedOut optOut -> wire(optOut.channel());
      case Outcome.PromiseMade _,
          Outcome.PromiseKept _,
          Outcome.PromiseBroken _,
          Outcome.PaymentReceived _,
          Outcome.PaymentReversed _,
          Outcome.InstalmentAssessed _,
          Outcome.ComplaintRaised _ ->
          null;
    };
  }

  private static String wire(Enum<?> value) {
    return WireNames.of(value);
  }
}
