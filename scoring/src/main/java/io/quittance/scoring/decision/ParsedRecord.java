package io.quittance.scoring.decision;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.Origin;
import io.quittance.messaging.Parsed;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.inbox.ContentHash;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record of the batch, parsed, with what is needed to find its repeats.
///
/// @param record as it was read, for the dead-letter topic
/// @param event null for poison
public record ParsedRecord(ConsumerRecord<?, byte[]> record, Parsed parsed, @Nullable Event event) {

  /// A well-formed event or outcome.
  ///
  /// @param debtorId the person it names, null when it names none
  @SuppressWarnings("ArrayRecordComponent")
  public record Event(
      Origin origin,
      Envelope envelope,
      AccountKey account,
      @Nullable String debtorId,
      byte[] contentSha256) {

    EventIdentity identity() {
      return envelope.identity();
    }
  }

  /// @throws IllegalArgumentException for a kind of record that scoring does not read
  public static ParsedRecord of(ConsumerRecord<?, byte[]> record, Parsed parsed) {
    return switch (parsed) {
      case Parsed.AccountRecord a ->
          new ParsedRecord(
              record,
              a,
              event(a.origin(), a.envelope(), a.event().accountId(), debtor(a.event()), a.data()));
      case Parsed.OutcomeRecord o ->
          new ParsedRecord(
              record, o, event(o.origin(), o.envelope(), o.outcome().accountId(), null, o.data()));
      case Parsed.Poison _ -> new ParsedRecord(record, parsed, null);
      case Parsed.DecisionRecord _, Parsed.RetrainingRecord _ ->
          throw new IllegalArgumentException("scoring reads no record of this kind");
    };
  }

  Optional<Event> readable() {
    return Optional.ofNullable(event);
  }

  private static Event event(
      Origin origin, Envelope envelope, String accountId, @Nullable String debtorId, byte[] data) {
    return new Event(
        origin,
        envelope,
        new AccountKey(envelope.identity().tenant(), accountId),
        debtorId,
        ContentHash.of(envelope, data));
  }

  private static @Nullable String debtor(AccountEvent event) {
    return switch (event) {
      case AccountEvent.Placed placed -> placed.debtorId();
      case AccountEvent.Updated updated -> updated.debtorId();
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
          AccountEvent.MinorReported _,
          AccountEvent.BreathingSpaceStarted _,
          AccountEvent.BreathingSpaceEnded _,
          AccountEvent.VulnerabilityReported _,
          AccountEvent.VulnerabilityEnded _,
          AccountEvent.ReviewConcluded _,
          AccountEvent.ReviewDue _,
          AccountEvent.Closed _ ->
          null;
    };
  }
}
