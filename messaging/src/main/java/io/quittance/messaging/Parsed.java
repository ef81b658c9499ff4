package io.quittance.messaging;

import io.quittance.core.event.AccountFact;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.RetrainingRequested;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What a Kafka record turned out to be. Poison is a value like the others: it has its fate inside
/// the batch and never stops it. `data` are the original bytes and not to be modified.
public sealed interface Parsed {

  /// Where it was read.
  Origin origin();

  /// A record of `account-events` or `outcomes`.
  @SuppressWarnings("ArrayRecordComponent")
  record FactRecord(Origin origin, Envelope envelope, AccountFact fact, byte[] data)
      implements Parsed {}

  /// A record of `decisions`.
  @SuppressWarnings("ArrayRecordComponent")
  record DecisionRecord(Origin origin, Envelope envelope, DecisionMade decision, byte[] data)
      implements Parsed {}

  /// A record of `retraining-requests`.
  @SuppressWarnings("ArrayRecordComponent")
  record RetrainingRecord(
      Origin origin, Envelope envelope, RetrainingRequested request, byte[] data)
      implements Parsed {}

  /// A record that breaks its contract.
  ///
  /// @param code a stable cause of the table in `docs/reference/bad-input.md`
  /// @param field the header or JSON field at fault
  record Poison(ConsumerRecord<?, byte[]> record, String code, String field, String message)
      implements Parsed {
    @Override
    public Origin origin() {
      return Origin.of(record);
    }
  }
}
