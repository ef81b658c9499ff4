package io.quittance.e2e.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.e2e.audit.evidence.AuditedRecord;
import io.quittance.e2e.audit.evidence.RestAnswers;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// Feeds the checks of answers over REST with logs that are broken on purpose.
class RestChecksTest {

  private static final long PAST = -1;
  private static final UUID FIRST = new UUID(8, 1);
  private static final UUID SECOND = new UUID(8, 2);

  private final RestAnswers answers = new RestAnswers();

  @Test
  void answersInTheirOrderAreFine() {
    answer(FIRST, 3);
    answer(SECOND, 3);

    Verdict verdict = verdict(record(FIRST, 3), record(SECOND, 3), record(FIRST, 3));

    assertTrue(verdict.holds(), verdict::toString);
    assertEquals(2, verdict.count("decisions over REST"));
  }

  @Test
  void anAnswerThatIsNotPublishedIsLost() {
    answer(FIRST, 3);
    answer(SECOND, 3);

    assertEquals(1, verdict(record(SECOND, 3)).count(Harm.LOST));
  }

  @Test
  void anAnswerThatIsPublishedWithOtherBytesHasTwoEffects() {
    answer(FIRST, 3);

    assertEquals(1, verdict(record(FIRST, 4)).count(Harm.TWO_EFFECTS));
  }

  @Test
  void answersThatArePublishedInAnotherOrderAreOutOfOrder() {
    answer(FIRST, 3);
    answer(SECOND, 3);

    assertEquals(1, verdict(record(SECOND, 3), record(FIRST, 3)).count(Harm.OUT_OF_ORDER));
  }

  @Test
  void aLaterAnswerThatKnowsLessIsOutOfOrder() {
    answer(FIRST, 4);
    answer(SECOND, 3);

    assertEquals(1, verdict(record(FIRST, 4), record(SECOND, 3)).count(Harm.OUT_OF_ORDER));
  }

  @Test
  void anAnswerAboutThePastHasNoPlaceAmongVersions() {
    answer(FIRST, 4);
    answer(SECOND, PAST);

    Verdict verdict = verdict(record(FIRST, 4), record(SECOND, PAST));

    assertTrue(verdict.holds(), verdict::toString);
  }

  @Test
  void requestsThatWereOnTheirWayAtTheSameTimeHaveNoOrder() {
    long sent = System.nanoTime();
    answers.add(FIRST, "A1", sent, body(FIRST, 4));
    answers.add(SECOND, "A1", sent, body(SECOND, 3));

    Verdict verdict = verdict(record(SECOND, 3), record(FIRST, 4));

    assertTrue(verdict.holds(), verdict::toString);
  }

  private void answer(UUID decision, long version) {
    answers.add(decision, "A1", System.nanoTime(), body(decision, version));
  }

  private Verdict verdict(AuditedRecord... published) {
    Tally tally = new Tally();
    new RestChecks(tally).check(answers, List.of(published));
    return tally.verdict();
  }

  private static AuditedRecord record(UUID decision, long version) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "decisions", 0, 0, "default/A1".getBytes(UTF_8), body(decision, version));
    record.headers().add("ce_id", decision.toString().getBytes(UTF_8));
    return AuditedRecord.of(record);
  }

  private static byte[] body(UUID decision, long version) {
    String known = version == PAST ? "" : ",\"accountVersion\":" + version;
    return "{\"decisionId\":\"%s\"%s}".formatted(decision, known).getBytes(UTF_8);
  }
}
