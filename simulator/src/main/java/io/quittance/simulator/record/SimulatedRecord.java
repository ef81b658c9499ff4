package io.quittance.simulator.record;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/// A record to publish. Immutable and thread-safe.
public final class SimulatedRecord {

  /// Orders records by event time, then identity, as a day is published.
  public static final Comparator<SimulatedRecord> ORDER =
      Comparator.comparing((SimulatedRecord r) -> r.envelope().time())
          .thenComparing(r -> r.envelope().identity());

  private static final String TENANT = "default";

  private final Kind kind;
  private final Envelope envelope;
  private final AccountFact fact;

  private SimulatedRecord(Kind kind, Envelope envelope, AccountFact fact) {
    this.kind = kind;
    this.envelope = envelope;
    this.fact = fact;
  }

  /// Returns the topic that the record belongs on.
  public Kind kind() {
    return kind;
  }

  /// Returns the CloudEvents attributes.
  public Envelope envelope() {
    return envelope;
  }

  /// Returns the account id, the second half of the record's key.
  public String accountId() {
    return fact.accountId();
  }

  /// Returns the content of [#data]: an [AccountEvent] or an [Outcome], depending on [#kind].
  public AccountFact fact() {
    return fact;
  }

  /// Returns canonical JSON, serialized anew at each call.
  public byte[] data() {
    return EventCodec.write(fact);
  }

  /// The topics that a simulation writes to.
  public enum Kind {
    ACCOUNT_EVENTS(Topics.ACCOUNT_EVENTS),
    OUTCOMES(Topics.OUTCOMES);

    private final String topic;

    Kind(String topic) {
      this.topic = topic;
    }

    /// Returns the default name of the topic.
    public String topic() {
      return topic;
    }
  }

  /// Creates a record of `account-events` or `outcomes`, depending on the fact.
  public static SimulatedRecord of(String source, String id, Instant time, AccountFact fact) {
    Kind kind =
        switch (fact) {
          case AccountEvent _ -> Kind.ACCOUNT_EVENTS;
          case Outcome _ -> Kind.OUTCOMES;
        };
    Envelope envelope =
        new Envelope(new EventIdentity(TENANT, source, id), EventTypes.of(fact), time, null);
    return new SimulatedRecord(kind, envelope, fact);
  }

  /// Returns whether the platform answers the record with a decision.
  public boolean deciding() {
    return fact.triggersDecision();
  }

  /// Returns the record's key, `tenant/accountId`.
  public byte[] key() {
    return (envelope.identity().tenant() + "/" + accountId()).getBytes(StandardCharsets.UTF_8);
  }

  /// Returns the record's headers, which are CloudEvents in binary mode.
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", envelope.identity().id());
    headers.put("ce_source", envelope.identity().source());
    headers.put("ce_type", envelope.type());
    headers.put("ce_time", envelope.time().toString());
    headers.put("ce_tenant", envelope.identity().tenant());
    if (envelope.correlationId() != null) {
      headers.put("ce_correlationid", envelope.correlationId());
    }
    headers.put("content-type", "application/json");
    return headers;
  }
}
