package io.quittance.messaging.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.messaging.OutgoingRecord;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutboxRelayTest {

  @Test
  void headersOfARecordComeBackFromTheOutbox() {
    Instant time = Instant.parse("2026-03-02T15:00:00Z");
    Envelope envelope =
        new Envelope(new EventIdentity("acme", "/bank", "e-1"), EventTypes.REVIEW_DUE, time, "c-1");
    OutgoingRecord record =
        OutgoingRecord.of(
            "decisions", "acme/a-1", envelope, EventCodec.write(new AccountEvent.ReviewDue("a-1")));

    assertEquals(
        Map.copyOf(record.headers()), Map.copyOf(OutboxRelay.headers(record.headersJson())));
  }
}
