package io.quittance.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.RetrainingRequested;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecordParserTest {

  private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
  private static final Envelope REVIEW =
      new Envelope(new EventIdentity("acme", "/bank", "e-1"), EventTypes.REVIEW_DUE, NOW, "c-1");
  private static final byte[] DATA = EventCodec.write(new AccountEvent.ReviewDue("a-1"));

  private final RecordParser parser = new RecordParser(new DefaultTopics(), Clocks.at(NOW));

  private static ConsumerRecord<Object, byte[]> record(
      String topic, @Nullable Object key, Envelope envelope, byte[] data) {
    ConsumerRecord<Object, byte[]> record = new ConsumerRecord<>(topic, 2, 7, key, data);
    CloudEventHeaders.write(envelope)
        .forEach((n, v) -> record.headers().add(n, v.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private String cause(ConsumerRecord<Object, byte[]> record) {
    return assertInstanceOf(Parsed.Poison.class, parser.parse(record)).code();
  }

  @Test
  void readsWhatWasWrittenWithKeysAsTextOrBytes() {
    byte[] key = "acme/a-1".getBytes(StandardCharsets.UTF_8);
    for (Object form : new Object[] {"acme/a-1", key}) {
      Parsed.FactRecord parsed =
          assertInstanceOf(
              Parsed.FactRecord.class, parser.parse(record("account-events", form, REVIEW, DATA)));
      assertEquals(REVIEW, parsed.envelope());
      assertEquals(new AccountEvent.ReviewDue("a-1"), parsed.fact());
      assertEquals("account-events-2-7", parsed.origin().id());
    }
  }

  @Test
  void theTopicSaysWhichTypesItCarries() {
    Envelope opted = new Envelope(REVIEW.identity(), EventTypes.OPTED_OUT, NOW, null);
    byte[] data =
        EventCodec.write(new Outcome.OptedOut("a-1", io.quittance.core.vocabulary.Channel.SMS));

    assertInstanceOf(
        Parsed.FactRecord.class, parser.parse(record("outcomes", "acme/a-1", opted, data)));
    assertEquals("unknown-type", cause(record("account-events", "acme/a-1", opted, data)));
    assertEquals("unknown-type", cause(record("decisions", "acme/a-1", opted, data)));
  }

  @Test
  void theKeyIsTenantAndAccount() {
    assertEquals("missing-key", cause(record("account-events", null, REVIEW, DATA)));
    assertEquals("missing-key", cause(record("account-events", "", REVIEW, DATA)));
    assertEquals("key-mismatch", cause(record("account-events", "a-1", REVIEW, DATA)));
    assertEquals("key-mismatch", cause(record("account-events", "default/a-1", REVIEW, DATA)));
  }

  @Test
  void timesMayRunFiveMinutesAhead() {
    Envelope ahead = new Envelope(REVIEW.identity(), REVIEW.type(), NOW.plusSeconds(300), null);
    Envelope beyond = new Envelope(REVIEW.identity(), REVIEW.type(), NOW.plusSeconds(301), null);

    assertInstanceOf(
        Parsed.FactRecord.class, parser.parse(record("account-events", "acme/a-1", ahead, DATA)));
    assertEquals("future-time", cause(record("account-events", "acme/a-1", beyond, DATA)));
  }

  private static byte[] decisionAt(Instant at) {
    return EventCodec.write(
        new DecisionMade(
            REVIEW.identity().decisionId(),
            new DecisionMade.Subject("acme", "a-1", null),
            new DecisionMade.Trigger("/bank", "e-1", EventTypes.REVIEW_DUE),
            at,
            null,
            new DecisionMade.FeatureSnapshot(new TreeMap<>(), new TreeMap<>()),
            new DecisionMade.Debt(0, null),
            null,
            List.of(),
            new DecisionMade.Recommendation(Action.NO_CONTACT, Offer.NONE, null, null),
            new DecisionMade.Selection(1, false, null, null),
            new DecisionMade.RulesApplied(
                new DecisionMade.PolicyUsed("none", "0", "0", List.of()),
                "2026a",
                List.of(),
                List.of())));
  }

  /// Its writer's clock may be five minutes ahead of this one, and so may its trigger be of that.
  @Test
  void whatTheServicesWriteMayRunTwiceAsFarAhead() {
    Instant edge = NOW.plusSeconds(600);
    Instant beyond = NOW.plusSeconds(601);
    Envelope decided = new Envelope(REVIEW.identity(), EventTypes.DECISION_MADE, edge, null);
    Envelope late = new Envelope(REVIEW.identity(), EventTypes.DECISION_MADE, beyond, null);

    assertInstanceOf(
        Parsed.DecisionRecord.class,
        parser.parse(record("decisions", "acme/a-1", decided, decisionAt(edge))));
    assertEquals("future-time", cause(record("decisions", "acme/a-1", late, decisionAt(beyond))));
  }

  @Test
  void theTimesInADecisionAndARequestAreComparedWithTheClock() {
    byte[] decision = decisionAt(Instant.parse("9999-01-01T00:00:00Z"));
    byte[] request =
        EventCodec.write(
            new RetrainingRequested(
                REVIEW.identity().decisionId(),
                "acme",
                "payment-30d",
                RetrainingRequested.Cause.MANUAL,
                NOW.minusSeconds(60),
                NOW.plusSeconds(601),
                1,
                List.of(),
                NOW));
    Envelope decided = new Envelope(REVIEW.identity(), EventTypes.DECISION_MADE, NOW, null);
    Envelope requested =
        new Envelope(REVIEW.identity(), EventTypes.RETRAINING_REQUESTED, NOW, null);

    assertEquals("future-time", cause(record("decisions", "acme/a-1", decided, decision)));
    assertEquals(
        "future-time",
        cause(record("retraining-requests", "acme/payment-30d", requested, request)));
  }

  @Test
  void theTenantInTheDataIsThatOfTheHeader() {
    byte[] request =
        EventCodec.write(
            new RetrainingRequested(
                REVIEW.identity().decisionId(),
                "other",
                "payment-30d",
                RetrainingRequested.Cause.MANUAL,
                NOW.minusSeconds(60),
                NOW,
                1,
                List.of(),
                NOW));
    Envelope requested =
        new Envelope(REVIEW.identity(), EventTypes.RETRAINING_REQUESTED, NOW, null);

    assertEquals(
        "key-mismatch",
        cause(record("retraining-requests", "acme/payment-30d", requested, request)));
  }

  @Test
  void everyRequiredHeaderIsAsked() {
    for (String header : new String[] {"ce_id", "ce_source", "ce_type", "ce_time"}) {
      ConsumerRecord<Object, byte[]> record = record("account-events", "acme/a-1", REVIEW, DATA);
      record.headers().remove(header);
      Parsed.Poison poison = assertInstanceOf(Parsed.Poison.class, parser.parse(record));
      assertEquals("missing-header", poison.code());
      assertEquals(header, poison.field());
    }
  }

  @Test
  void withoutATenantItIsTheDefault() {
    ConsumerRecord<Object, byte[]> record = record("account-events", "default/a-1", REVIEW, DATA);
    record.headers().remove("ce_tenant");

    Parsed.FactRecord parsed = assertInstanceOf(Parsed.FactRecord.class, parser.parse(record));

    assertEquals("default", parsed.envelope().identity().tenant());
  }

  @Test
  void emptyAndOversizedDataAreRefused() {
    assertEquals("missing-data", cause(record("account-events", "acme/a-1", REVIEW, new byte[0])));
    assertEquals(
        "too-large",
        cause(record("account-events", "acme/a-1", REVIEW, new byte[EventCodec.MAX_BYTES + 1])));
  }
}
