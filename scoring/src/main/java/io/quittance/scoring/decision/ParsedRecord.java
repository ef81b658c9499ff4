package io.quittance.scoring.decision;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.messaging.Origin;
import io.quittance.messaging.Parsed;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.DebtorKey;
import io.quittance.scoring.account.SetAside;
import io.quittance.scoring.account.UnreadFacts;
import io.quittance.scoring.inbox.ContentHash;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record of a batch, parsed.
public sealed interface ParsedRecord {

  /// Returns the record as it was read, for the dead-letter topic.
  ConsumerRecord<?, byte[]> record();

  /// A well-formed event or outcome.
  ///
  /// @param contentSha256 hash of everything but the identity, by which repeats are recognised
  /// @param filedAt the time whose month holds it: its event time, unless that month is no longer
  ///   kept
  @SuppressWarnings("ArrayRecordComponent")
  record Readable(
      ConsumerRecord<?, byte[]> record,
      Origin origin,
      Envelope envelope,
      AccountFact fact,
      byte[] contentSha256,
      Instant filedAt)
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

    /// Returns whether it may forbid a contact.
    boolean mayForbid() {
      return EventTypes.mayForbid(envelope.type());
    }

    /// Returns it as a fact that is set aside.
    ///
    /// @param released whether the identity is released, so that the event may be sent again
    SetAside setAside(String cause, boolean released) {
      return new SetAside(
          account(),
          debtor(),
          released ? identity().decisionId() : null,
          origin,
          envelope.type(),
          cause,
          envelope.time());
    }

    Readable filedAt(Instant time) {
      return new Readable(record, origin, envelope, fact, contentSha256, time);
    }
  }

  /// A record that breaks its contract and goes to the dead-letter topic.
  ///
  /// @param facts what it may have said that forbids a contact
  record Unreadable(Parsed.Poison poison, List<SetAside> facts) implements ParsedRecord {

    Unreadable(Parsed.Poison poison) {
      this(poison, List.of());
    }

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
              record,
              f.origin(),
              f.envelope(),
              f.fact(),
              ContentHash.of(f.envelope(), f.data()),
              f.envelope().time());
      case Parsed.Poison poison -> new Unreadable(poison, UnreadFacts.of(poison));
      case Parsed.DecisionRecord _, Parsed.RetrainingRecord _ ->
          throw new IllegalArgumentException("scoring does not read topic " + record.topic());
    };
  }
}
