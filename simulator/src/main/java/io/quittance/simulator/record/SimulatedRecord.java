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

/// A record to publish. Immutable; safe for any thread.
public final class SimulatedRecord {

  /// By event time, then identity: the order in which a day is published.
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

  /// The topic it belongs on.
  public Kind kind() {
    return kind;
  }

  /// Its CloudEvents attributes.
  public Envelope envelope() {
    return envelope;
  }

  /// The account, half of the record's key.
  public String accountId() {
    return fact.accountId();
  }

  /// What [#data] tells: an [AccountEvent] or an [Outcome], by [#kind].
  public AccountFact fact() {
    return fact;
  }

  /// Canonical JSON, written anew at each call.
  public byte[] data() {
    return EventCodec.write(fact);
  }

  /// The topics that a simulation writes.
  public enum Kind {
    ACCOUNT_EVENTS(Topics.ACCOUNT_EVENTS),
    OUTCOMES(Topics.OUTCOMES);

    private final String topic;

    Kind(String topic) {
      this.topic = topic;
    }

    /// The default name of the topic.
    public String topic() {
      return topic;
    }
  }

  /// A record of `account-events` or `outcomes`, by what it tells.
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

  /// Whether the platform answers it with a decision.
  public boolean deciding() {
    return fact.triggersDecision();
  }

  /// The record's key: `tenant/accountId`.
  public byte[] key() {
    return (envelope.identity().tenant() + "/" + accountId()).getBytes(StandardCharsets.UTF_8);
  }

  /// The record's headers, CloudEvents in binary mode.
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
