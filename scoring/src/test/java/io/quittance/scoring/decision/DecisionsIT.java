package io.quittance.scoring.decision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@SuppressWarnings("NullAway.Init")
final class DecisionsIT {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  QuittanceTestResource surroundings;
  @Inject InputsConsumer consumer;

  private Platform platform() {
    return new Platform(surroundings);
  }

  private Envelope send(String id, Instant time, AccountEvent event) {
    Envelope envelope = Events.envelope("default", id, time, event);
    Events.send(surroundings.topics(), envelope, event);
    return envelope;
  }

  private Envelope send(String id, Instant time, Outcome outcome) {
    Envelope envelope = Events.envelope("default", id, time, outcome);
    Events.send(surroundings.topics(), envelope, outcome);
    return envelope;
  }

  @Test
  void decidesByRulesWhenNoModelServes() {
    Envelope placed = send("d-1", TIME, Events.placed("a-d1", "p-d1", TIME));

    ConsumerRecord<String, byte[]> record = platform().awaitDecisions(placed.identity()).getFirst();

    DecisionMade decision = EventCodec.read(record.value(), DecisionMade.class);
    assertTrue(decision.degraded());
    assertNull(decision.answer());
    assertEquals(TIME, decision.decidedAt());
    assertEquals(125_000, decision.debt().balanceMinor());
    assertEquals("p-d1", decision.debtorId());
    assertEquals("default/a-d1", record.key());
    assertEquals("/quittance/scoring", TestTopics.header(record, "ce_source"));
    assertEquals(TIME.toString(), TestTopics.header(record, "ce_time"));
    assertEquals(
        List.of("DECIDED"),
        platform().query("select fate from scoring.inbox where event_id = 'd-1'"));
  }

  @Test
  void anEventSentAHundredTimesGivesOneDecision() {
    AccountEvent.Placed event = Events.placed("a-d2", "p-d2", TIME);
    Envelope placed = send("d-2", TIME, event);
    for (int i = 1; i < 100; i++) {
      send("d-2", TIME, event);
    }

    platform()
        .await(
            List.of("99"),
            "select count(*) from scoring.fate_log where fate = 'DUPLICATE' and ce_time = ?::timestamptz"
                + " and reason = 'repeat'",
            TIME.toString());
    assertEquals(1, platform().awaitDecisions(placed.identity()).size());
    assertEquals(
        List.of("1"),
        platform()
            .query(
                "select count(*) from scoring.decision where decision_id = ?",
                placed.identity().decisionId()));
  }

  @Test
  void aDeliveryRepeatedAfterACrashPublishesTheSameBytesAgain() {
    AccountEvent.Placed event = Events.placed("a-d3", "p-d3", TIME);
    Envelope envelope = Events.envelope("default", "d-3", TIME, event);
    String topic = surroundings.topics().topic("account-events");
    ConsumerRecord<byte[], byte[]> record =
        Events.record(topic, 0, 1_000_000, envelope, "a-d3", EventCodec.write(event));
    ConsumerRecords<byte[], byte[]> batch =
        new ConsumerRecords<>(Map.of(new TopicPartition(topic, 0), List.of(record)), Map.of());

    consumer.on(batch).await().atMost(Platform.PATIENCE);
    consumer.on(batch).await().atMost(Platform.PATIENCE);

    List<ConsumerRecord<String, byte[]>> published = platform().published(envelope.identity());
    assertEquals(2, published.size());
    assertArrayEquals(published.get(0).value(), published.get(1).value());
    assertEquals(
        List.of("1"),
        platform().query("select count(*) from scoring.inbox where event_id = 'd-3'"));
    assertEquals(
        List.of("0"),
        platform().query("select count(*) from scoring.fate_log where kafka_offset = 1000000"));
  }

  @Test
  void whatHoldsForThePersonHoldsForTheOtherAccount() {
    platform().awaitDecision(send("d-4", TIME, Events.placed("a-d4", "p-d4", TIME)).identity());
    platform().awaitDecision(send("d-5", TIME, Events.placed("a-d5", "p-d4", TIME)).identity());
    send("d-6", TIME.plusSeconds(60), new AccountEvent.AttorneyRetained("a-d4"));
    platform().await(List.of("DECIDED"), "select fate from scoring.inbox where event_id = 'd-6'");

    DecisionMade decision =
        platform()
            .awaitDecision(
                send("d-7", TIME.plusSeconds(120), new AccountEvent.ReviewDue("a-d5")).identity());

    assertEquals(Action.NO_CONTACT, decision.recommended().action());
    assertTrue(
        decision.rules().blocked().stream().anyMatch(blocked -> blocked.action() == Action.CALL));
  }

  @Test
  void outcomesChangeStateOnly() {
    platform().awaitDecision(send("d-8", TIME, Events.placed("a-d8", "p-d8", TIME)).identity());
    send(
        "d-9",
        TIME.plus(Duration.ofHours(5)),
        new Outcome.PaymentReceived("a-d8", "pay-1", 25_000, "USD"));
    platform()
        .await(List.of("STATE_ONLY"), "select fate from scoring.inbox where event_id = 'd-9'");

    DecisionMade decision =
        platform()
            .awaitDecision(
                send("d-10", TIME.plus(Duration.ofDays(1)), new AccountEvent.ReviewDue("a-d8"))
                    .identity());

    assertEquals(100_000, decision.debt().balanceMinor());
  }

  @Test
  void aLateFactFindsItsPlaceAndALateDecidingEventStillDecides() {
    Instant later = TIME.plus(Duration.ofDays(10));
    platform().awaitDecision(send("d-11", later, Events.placed("a-d11", "p-d11", TIME)).identity());
    send("d-12", TIME, new Outcome.OptedOut("a-d11", Channel.SMS));
    platform()
        .await(List.of("LATE_APPLIED"), "select fate from scoring.inbox where event_id = 'd-12'");

    DecisionMade late =
        platform()
            .awaitDecision(
                send("d-13", later.minusSeconds(60), new AccountEvent.ReviewDue("a-d11"))
                    .identity());

    assertEquals(later.minusSeconds(60), late.decidedAt());
    assertTrue(late.rules().blocked().stream().anyMatch(blocked -> blocked.action() == Action.SMS));
    assertEquals(
        List.of("DECIDED late"),
        platform()
            .query("select fate || ' ' || reason from scoring.inbox where event_id = 'd-13'"));
  }

  @Test
  void aClosedAccountTakesNoEventsButMoneyAndTheWordOfThePerson() {
    platform().awaitDecision(send("d-20", TIME, Events.placed("a-d20", "p-d20", TIME)).identity());
    DecisionMade closing =
        platform()
            .awaitDecision(
                send(
                        "d-21",
                        TIME.plusSeconds(60),
                        new AccountEvent.Closed("a-d20", CloseReason.RECALLED))
                    .identity());
    assertEquals(Action.NO_CONTACT, closing.recommended().action());

    send("d-22", TIME.plusSeconds(120), new AccountEvent.ReviewDue("a-d20"));
    send("d-23", TIME.plusSeconds(180), new AccountEvent.CeaseRequested("a-d20"));
    // Nothing orders two topics: a payment read first would make the request late.
    platform()
        .await(List.of("STATE_ONLY"), "select fate from scoring.inbox where event_id = 'd-23'");
    send(
        "d-24", TIME.plusSeconds(240), new Outcome.PaymentReceived("a-d20", "pay-2", 1_000, "USD"));
    platform()
        .await(List.of("STATE_ONLY"), "select fate from scoring.inbox where event_id = 'd-24'");
    Envelope reopened =
        send("d-25", TIME.plusSeconds(300), Events.placed("a-d20", "p-d20", TIME.plusSeconds(300)));
    platform().awaitDecision(reopened.identity());

    platform()
        .await(
            List.of("IGNORED account-closed", "STATE_ONLY account-closed", "DECIDED "),
            "select fate || ' ' || coalesce(reason, '') from scoring.inbox"
                + " where event_id in ('d-22', 'd-23', 'd-25') order by event_id");
  }

  @Test
  void anAccountNobodyPlacedIsNotContacted() {
    DecisionMade decision =
        platform()
            .awaitDecision(send("d-30", TIME, new AccountEvent.ReviewDue("a-d30")).identity());

    assertEquals(Action.NO_CONTACT, decision.recommended().action());
    assertNull(decision.debtorId());
    assertFalse(decision.rules().blocked().isEmpty());
    assertTrue(
        decision.rules().blocked().stream().anyMatch(blocked -> blocked.ruleId().equals("PACK")));
  }
}
