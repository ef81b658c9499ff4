package io.quittance.messaging;

import io.quittance.core.event.AccountFact;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.RetrainingRequested;
import io.quittance.core.validation.InvalidEventException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Turns Kafka records into values by the kind of their topic. Bad data never throws: it becomes
/// [Parsed.Poison]. Stateless and safe for any thread.
@Singleton
public final class RecordParser {

  private final TopicsConfig topics;
  private final EventClock clock;

  public RecordParser(TopicsConfig topics, EventClock clock) {
    this.topics = topics;
    this.clock = clock;
  }

  /// The value of a record of any topic that carries account events, outcomes, decisions or
  /// retraining requests.
  public Parsed parse(ConsumerRecord<?, byte[]> record) {
    try {
      return read(record);
    } catch (InvalidEventException e) {
      return new Parsed.Poison(record, e.code(), e.field(), String.valueOf(e.getMessage()));
    }
  }

  private Parsed read(ConsumerRecord<?, byte[]> record) {
    byte[] data = record.value();
    if (data == null || data.length == 0) {
      throw new InvalidEventException("missing-data", "data", "the record has no data");
    }
    if (data.length > EventCodec.MAX_BYTES) {
      throw new InvalidEventException(
          "too-large", "data", "data must not exceed " + EventCodec.MAX_BYTES + " bytes");
    }
    Envelope envelope = CloudEventHeaders.read(record.headers());
    String topic = record.topic();
    if (topic.equals(topics.decisions()) || topic.equals(topics.retrainingRequests())) {
      clock.checkDerived(CloudEventHeaders.TIME, envelope.time());
    } else {
      clock.check(CloudEventHeaders.TIME, envelope.time());
    }
    if (topic.equals(topics.accountEvents())) {
      return fact(record, envelope, EventCodec.accountEvent(envelope.type(), data), data);
    } else if (topic.equals(topics.outcomes())) {
      return fact(record, envelope, EventCodec.outcome(envelope.type(), data), data);
    } else if (topic.equals(topics.decisions())) {
      return decision(record, envelope, data);
    } else if (topic.equals(topics.retrainingRequests())) {
      return retraining(record, envelope, data);
    }
    throw new IllegalStateException("no kind of record is known for topic " + topic);
  }

  private Parsed fact(
      ConsumerRecord<?, byte[]> record, Envelope envelope, AccountFact fact, byte[] data) {
    checkKey(record, envelope, fact.accountId());
    clock.check(fact.pastTimes());
    return new Parsed.FactRecord(Origin.of(record), envelope, fact, data);
  }

  private Parsed decision(ConsumerRecord<?, byte[]> record, Envelope envelope, byte[] data) {
    typed(envelope, EventTypes.DECISION_MADE);
    DecisionMade decision = EventCodec.read(data, DecisionMade.class);
    checkKey(record, envelope, decision.accountId());
    checkTenant(envelope, decision.tenant());
    clock.checkDerived(decision.pastTimes());
    return new Parsed.DecisionRecord(Origin.of(record), envelope, decision, data);
  }

  private Parsed retraining(ConsumerRecord<?, byte[]> record, Envelope envelope, byte[] data) {
    typed(envelope, EventTypes.RETRAINING_REQUESTED);
    RetrainingRequested request = EventCodec.read(data, RetrainingRequested.class);
    checkKey(record, envelope, request.model());
    checkTenant(envelope, request.tenant());
    clock.checkDerived(request.pastTimes());
    return new Parsed.RetrainingRecord(Origin.of(record), envelope, request, data);
  }

  private static void typed(Envelope envelope, String type) {
    if (!envelope.type().equals(type)) {
      throw new InvalidEventException(
          "unknown-type", CloudEventHeaders.TYPE, "ce_type must be " + type);
    }
  }

  private static void checkKey(ConsumerRecord<?, byte[]> record, Envelope envelope, String id) {
    String key = text(record.key());
    if (key == null || key.isEmpty()) {
      throw new InvalidEventException("missing-key", "key", "the record has no key");
    }
    if (!key.equals(CloudEventHeaders.recordKey(envelope.identity().tenant(), id))) {
      throw new InvalidEventException(
          "key-mismatch", "key", "the key must be the tenant and the id in the data, as tenant/id");
    }
  }

  private static void checkTenant(Envelope envelope, String tenant) {
    if (!envelope.identity().tenant().equals(tenant)) {
      throw new InvalidEventException(
          "key-mismatch",
          "tenant",
          "tenant must be that of the header " + CloudEventHeaders.TENANT);
    }
  }

  private static @Nullable String text(@Nullable Object key) {
    return key instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : (String) key;
  }
}
