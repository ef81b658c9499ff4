package io.quittance.local.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.simulator.record.SimulatedRecord;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DecisionLedgerTest {

  private final DecisionLedger ledger = new DecisionLedger();

  @Test
  void aRepeatIsCountedAndNotTakenForALoss() {
    SimulatedRecord event = Decisions.review("A1", "2026-01-05T06:00:00Z");
    ledger.asked(event, 0);

    ledger.answered(record(Decisions.of(event)));
    ledger.answered(record(Decisions.of(event)));

    assertEquals(1, ledger.answered());
    assertEquals(1, ledger.repeats());
    assertEquals(0, ledger.differingRepeats());
    assertTrue(ledger.complete());
  }

  @Test
  void aRepeatThatDiffersIsAFault() {
    SimulatedRecord event = Decisions.review("A1", "2026-01-05T06:00:00Z");
    ledger.asked(event, 0);

    ledger.answered(record(Decisions.of(event)));
    ledger.answered(record(Decisions.withBalance(Decisions.of(event), 1)));

    assertEquals(1, ledger.differingRepeats());
    assertFalse(ledger.complete());
  }

  @Test
  void whatWasNotAskedAndWhatIsMissingAreFaults() {
    ledger.asked(Decisions.review("A1", "2026-01-05T06:00:00Z"), 0);

    ledger.answered(record(Decisions.of(Decisions.review("A2", "2026-01-05T06:00:00Z"))));

    assertEquals(1, ledger.unasked());
    assertEquals(1, ledger.outstanding());
    assertFalse(ledger.complete());
  }

  @Test
  void theLatestDecisionIsTheOneOfTheLaterEventWhateverComesFirst() {
    SimulatedRecord early = Decisions.review("A1", "2026-01-05T05:30:00Z");
    SimulatedRecord late = Decisions.review("A1", "2026-01-05T06:30:00Z");
    ledger.asked(early, 0);
    ledger.asked(late, 0);

    ledger.answered(record(Decisions.of(late)));
    ledger.answered(record(Decisions.of(early)));

    DecisionMade latest = ledger.takeLatest().get("A1");
    assertEquals(late.envelope().time(), latest == null ? Instant.MIN : latest.decidedAt());
    assertTrue(ledger.takeLatest().isEmpty());
  }

  private static ConsumerRecord<byte[], byte[]> record(DecisionMade decision) {
    return new ConsumerRecord<>("decisions", 0, 0, new byte[0], EventCodec.write(decision));
  }
}
