package io.quittance.scoring;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Events as sources send them.
public final class Events {

  public static final String SOURCE = "/bank/core";

  private Events() {}

  public static AccountEvent.Placed placed(String accountId, String debtorId, Instant asOf) {
    return placed(accountId, debtorId, asOf, 125_000, "USD");
  }

  public static AccountEvent.Placed placed(
      String accountId, String debtorId, Instant asOf, long balanceMinor, String currency) {
    return placed(accountId, debtorId, asOf, balanceMinor, currency, "America/Chicago");
  }

  public static AccountEvent.Placed placed(
      String accountId,
      String debtorId,
      Instant asOf,
      long balanceMinor,
      String currency,
      String timeZone) {
    return new AccountEvent.Placed(
        accountId,
        debtorId,
        new AccountEvent.Snapshot(asOf, balanceMinor, currency, 45, null, null),
        ActorType.THIRD_PARTY,
        "US-IL",
        List.of(timeZone),
        Map.of(
            Channel.CALL, Consent.GRANTED,
            Channel.SMS, Consent.GRANTED,
            Channel.EMAIL, Consent.GRANTED,
            Channel.LETTER, Consent.GRANTED),
        asOf.minusSeconds(86_400L * 300),
        asOf,
        null,
        asOf,
        null);
  }

  public static AccountEvent.Updated updated(
      String accountId, String debtorId, Instant asOf, long balanceMinor) {
    return new AccountEvent.Updated(
        accountId, debtorId, new AccountEvent.Snapshot(asOf, balanceMinor, "USD", 50, null, null));
  }

  public static Envelope envelope(String tenant, String id, Instant time, String type) {
    return new Envelope(new EventIdentity(tenant, SOURCE, id), type, time, null);
  }

  public static Envelope envelope(String tenant, String id, Instant time, AccountFact fact) {
    return envelope(tenant, id, time, EventTypes.of(fact));
  }

  /// The topic that carries it.
  public static String topic(AccountFact fact) {
    return switch (fact) {
      case AccountEvent _ -> "account-events";
      case Outcome _ -> "outcomes";
    };
  }

  /// Sends without waiting.
  public static void send(TestTopics topics, Envelope envelope, AccountFact fact) {
    topics.sendLater(
        topic(fact),
        CloudEventHeaders.recordKey(envelope.identity().tenant(), fact.accountId()),
        CloudEventHeaders.write(envelope),
        EventCodec.write(fact));
  }

  /// A record as a consumer gets it.
  public static ConsumerRecord<byte[], byte[]> record(
      String topic, int partition, long offset, Envelope envelope, String accountId, byte[] data) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            topic,
            partition,
            offset,
            CloudEventHeaders.recordKey(envelope.identity().tenant(), accountId)
                .getBytes(StandardCharsets.UTF_8),
            data);
    CloudEventHeaders.write(envelope)
        .forEach((n, v) -> record.headers().add(n, v.getBytes(StandardCharsets.UTF_8)));
    return record;
  }
}
