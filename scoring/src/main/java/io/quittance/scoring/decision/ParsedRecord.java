package io.quittance.scoring.decision;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.Origin;
import io.quittance.messaging.Parsed;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.DebtorKey;
import io.quittance.scoring.inbox.ContentHash;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record of a batch, parsed.
public sealed interface ParsedRecord {

  /// Returns the record as it was read, for the dead-letter topic.
  ConsumerRecord<?, byte[]> record();

  /// A well-formed event or outcome.
  ///
  /// @param contentSha256 hash of everything but the identity, by which repeats are recognised
  @SuppressWarnings("ArrayRecordComponent")
  record Readable(
      ConsumerRecord<?, byte[]> record,
      Origin origin,
      Envelope envelope,
      AccountFact fact,
      byte[] contentSha256)
      implements ParsedRecord {

    EventIdentity identity() {
      return envelope.identity();
    }

    AccountKey account() {
      return new AccountKey(identity().tenant(), fact.accountId());
    }

    /// Returns the debtor that the event names; null when it names none.
    @Nullable DebtorKey debtor() {
      return fact instanceof AccountEvent.Snapshotted described
          ? new DebtorKey(identity().tenant(), described.debtorId())
          : null;
    }
  }

  /// A record that breaks its contract and goes to the dead-letter topic.
  record Unreadable(Parsed.Poison poison) implements ParsedRecord {

    @Override
    public ConsumerRecord<?, byte[]> record() {
      return poison.record();
    }
  }

  /// Returns the record with what a batch needs to know of it.
  ///
  /// @throws IllegalArgumentException for a kind of record that scoring does not read
  static ParsedRecord of(ConsumerRecord<?, byte[]> record, Parsed parsed) {
    return switch (parsed) {
      case Parsed.FactRecord f ->
          new Readable(
              record, f.origin(), f.envelope(), f.fact(), ContentHash.of(f.envelope(), f.data()));
      case Parsed.Poison poison -> new Unreadable(poison);
      case Parsed.DecisionRecord _, Parsed.RetrainingRecord _ ->
          throw new IllegalArgumentException("scoring does not read topic " + record.topic());
    };
  }
}
