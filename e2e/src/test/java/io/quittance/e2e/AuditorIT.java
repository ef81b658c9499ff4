package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.EventIdentity;
import io.quittance.e2e.audit.Auditor;
import io.quittance.e2e.audit.Finding;
import io.quittance.e2e.audit.Harm;
import io.quittance.e2e.audit.Verdict;
import io.quittance.e2e.audit.evidence.RestAnswers;
import io.quittance.e2e.audit.evidence.SentRecords;
import io.quittance.local.launch.Part;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Breaks every invariant on purpose and checks that the auditor finds it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditorIT {

  private static final Instant AT = Instant.parse("2026-04-01T08:00:00Z");

  private static TestPlatform platform;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start(Part.SCORING, Part.FEEDBACK);
    InputRecords.Input contact =
        InputRecords.outcome(
            "A00001",
            "contact",
            "contact-attempted",
            AT,
            "{\"accountId\":\"A00001\",\"channel\":\"call\",\"result\":\"busy\",\"decisionId\":\"%s\"}"
                .formatted(new UUID(1, 2)));
    PacedPublisher.publish(platform.topics(), InputRecords.events(50, 3).toList());
    InputRecords.Input hardship =
        InputRecords.event(
            "A00002", "hardship", "hardship-reported", AT, "{\"accountId\":\"A00002\"}");
    PacedPublisher.publish(
        platform.topics(), List.of(contact, contact, contact.withValue("[]"), hardship));
    platform.awaitNoLag(Duration.ofMinutes(5));
    platform.process(Part.SCORING).close();
    platform.process(Part.FEEDBACK).close();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  @Order(1)
  void anIntactPlatformHasNoFindings() throws SQLException {
    Verdict verdict = platform.audit();

    assertTrue(verdict.holds(), verdict::toString);
    assertEquals(151, verdict.count("decisions in feedback"));
    assertEquals(1, verdict.count("reviews open"));
    assertEquals(1, verdict.count("scoring duplicate"));
    assertEquals(1, verdict.count("dead letters"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @Order(2)
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          one-decision | delete from scoring.decision where decision_id = (select min(decision_id::text)::uuid from scoring.decision)
          one-decision | update scoring.decision set bytes = set_byte(bytes, 0, 32) where decision_id = (select min(decision_id::text)::uuid from scoring.decision)
          one-decision | update scoring.inbox set fate = 'STATE_ONLY' where event_id = 'A00003-placed'
          one-decision | update scoring.inbox set fate = 'IGNORED' where event_id = 'A00003-placed'
          one-decision | update scoring.inbox set fate = 'DECIDED' where event_id = 'A00001-contact'
          no-orphan    | insert into scoring.decision (decision_id, tenant, account_id, ce_time, bytes) select gen_random_uuid(), tenant, account_id, ce_time, bytes from scoring.decision limit 1
          one-fate     | delete from scoring.inbox where event_id = 'A00001-contact'
          one-fate     | insert into scoring.fate_log (topic, kafka_partition, kafka_offset, fate) select topic, kafka_partition, kafka_offset, 'DUPLICATE' from scoring.inbox limit 1
          one-fate     | insert into scoring.fate_log (topic, kafka_partition, kafka_offset, fate) values ('outcomes', 0, 4711, 'DUPLICATE')
          one-fate     | with gone as (delete from scoring.inbox where event_id = 'A00001-contact' returning *) insert into scoring.fate_log (topic, kafka_partition, kafka_offset, fate) select topic, kafka_partition, kafka_offset, 'DUPLICATE' from gone
          dead-letter  | with gone as (delete from scoring.inbox where event_id = 'A00001-p1' returning *) insert into scoring.fate_log (topic, kafka_partition, kafka_offset, fate) select topic, kafka_partition, kafka_offset, 'DLQ' from gone
          dead-letter  | with a as (delete from scoring.fate_log where fate = 'DLQ') delete from feedback.fate_log where fate = 'DLQ'
          reviewed     | delete from scoring.review where account_id = 'A00002'
          reviewed     | insert into scoring.review (tenant, review_id, account_id, kind, status, reason, opened_at, verdict, conclusion_reason, concluded_by, concluded_at) values ('default', gen_random_uuid(), 'A00001', 'legal-referral', 'concluded', 'proposed', now(), 'approve', 'no-answer', 's-1', now())
          reviewed     | insert into scoring.review (tenant, review_id, account_id, kind, status, reason, opened_at, verdict, conclusion_reason, concluded_by, concluded_at) values ('default', gen_random_uuid(), 'A00001', 'debt-sale', 'concluded', 'proposed', now(), 'approve', 'buyer-found', '', now())
          joined-once  | delete from feedback.decision where decision_id = (select min(decision_id::text)::uuid from feedback.decision)
          joined-once  | update feedback.decision set decision_id = gen_random_uuid() where decision_id = (select min(decision_id::text)::uuid from feedback.decision)
          joined-once  | update feedback.outcome set join_state = 'joined' where join_state = 'parked'
          one-fate     | delete from feedback.outcome where join_state = 'parked'
          labels       | update feedback.decision set label_state = 'matured', label = 1, matured_at = decided_at + interval '31 days' where account_id = 'A00003'
          labels       | update feedback.decision set label_state = 'censored', censored_by = 'closed', matured_at = decided_at + interval '31 days' where account_id = 'A00003'
          labels       | update feedback.decision set label_state = 'matured', label = 0, matured_at = decided_at + interval '29 days' where account_id = 'A00003'
          labels       | insert into feedback.label_progress (tenant, watermark, labelled_to) values ('default', now(), '2027-01-01') on conflict (tenant) do update set labelled_to = excluded.labelled_to
          good-record  | with gone as (delete from feedback.decision where account_id = 'A00003' returning *) insert into feedback.fate_log (topic, kafka_partition, kafka_offset, fate, reason) select kafka_topic, kafka_partition, kafka_offset, 'DLQ', 'refused' from gone
          """)
  void tamperingWithATableIsFound(String invariant, String tampering) throws SQLException {
    try (Connection database = platform.database();
        Statement statement = database.createStatement()) {
      database.setAutoCommit(false);
      assertTrue(statement.executeUpdate(tampering) > 0 || tampering.startsWith("with a as"));

      Verdict verdict = new Auditor(platform.bootstrapServers(), database).auditLoop();
      database.rollback();

      assertTrue(invariants(verdict).contains(invariant), verdict::toString);
    }
  }

  @Test
  @Order(2)
  void goodRecordsThatAreRefusedOrMissingAreFound() throws SQLException {
    SentRecords sent = new SentRecords();
    InputRecords.events(50, 3).forEach(input -> add(sent, input));

    Verdict intact = auditSent(sent, "");
    Verdict refused =
        auditSent(
            sent,
            "with gone as (delete from scoring.inbox where event_id = 'A00001-p1' returning *)"
                + " insert into scoring.fate_log (topic, kafka_partition, kafka_offset, fate)"
                + " select topic, kafka_partition, kafka_offset, 'DLQ' from gone");
    add(sent, InputRecords.review("A00001", "never-published", AT));
    Verdict missing = auditSent(sent, "");

    assertTrue(intact.holds(), intact::toString);
    assertEquals(sent.size() - 1, intact.count("good records"));
    assertTrue(invariants(refused).contains("good-record"), refused::toString);
    assertTrue(refused.count(Harm.LOST) > 0, refused::toString);
    assertEquals(Set.of("good-record"), invariants(missing), missing::toString);
    assertEquals(1, missing.count(Harm.LOST));
  }

  private static void add(SentRecords sent, InputRecords.Input input) {
    sent.add(
        "default",
        InputRecords.SOURCE,
        input.headers().getOrDefault("ce_id", ""),
        input.text().getBytes(StandardCharsets.UTF_8));
  }

  /// Audits after tampering with a table, which is undone.
  private static Verdict auditSent(SentRecords sent, String tampering) throws SQLException {
    try (Connection database = platform.database();
        Statement statement = database.createStatement()) {
      database.setAutoCommit(false);
      if (!tampering.isEmpty()) {
        assertEquals(1, statement.executeUpdate(tampering));
      }
      Verdict verdict =
          new Auditor(platform.bootstrapServers(), database, sent, new RestAnswers()).auditLoop();
      database.rollback();
      return verdict;
    }
  }

  @Test
  @Order(3)
  void decisionsOutOfTheOrderOfTheirEventsAreFound() throws SQLException {
    InputRecords.Input first = InputRecords.review("ORDER", "1", AT);
    InputRecords.Input second = InputRecords.review("ORDER", "2", AT.plusSeconds(60));
    PacedPublisher.publish(platform.topics(), List.of(first, second));
    List<ConsumerRecord<String, byte[]>> events =
        platform.topics().records("account-events").stream()
            .filter(record -> String.valueOf(record.key()).equals(first.key()))
            .toList();
    for (ConsumerRecord<String, byte[]> event : events.reversed()) {
      forgeDecision(event);
    }

    Verdict verdict = scoringAudit();

    assertEquals(Set.of("order"), invariants(verdict), verdict::toString);
  }

  @Test
  @Order(4)
  void aRepeatWithDifferentBytesAndAForeignDecisionAreFound() throws SQLException {
    ConsumerRecord<String, byte[]> published = platform.topics().records("decisions").getFirst();
    Map<String, String> headers = headers(published);

    platform.topics().send("decisions", published.key(), headers, new byte[] {'{', '}'});
    Verdict changed = scoringAudit();
    headers.put("ce_id", new UUID(3, 4).toString());
    platform.topics().send("decisions", published.key(), headers, published.value());
    Verdict foreign = scoringAudit();

    assertTrue(invariants(changed).contains("one-decision"), changed::toString);
    assertTrue(invariants(foreign).contains("no-orphan"), foreign::toString);
  }

  private static Verdict scoringAudit() throws SQLException {
    try (Connection database = platform.database()) {
      return new Auditor(platform.bootstrapServers(), database).auditScoring();
    }
  }

  private static Set<String> invariants(Verdict verdict) {
    return verdict.findings().stream().map(Finding::invariant).collect(Collectors.toSet());
  }

  /// Records a fate and a decision for the event as scoring would.
  private static void forgeDecision(ConsumerRecord<String, byte[]> event) throws SQLException {
    Map<String, String> headers = headers(event);
    UUID id =
        new EventIdentity("default", InputRecords.SOURCE, headers.getOrDefault("ce_id", ""))
            .decisionId();
    String sql =
        """
        with fate as (insert into scoring.inbox (tenant, source, event_id, ce_time, ce_type, account_id,
          content_sha256, fate, topic, kafka_partition, kafka_offset, decision_id)
          values ('default', ?, ?, ?::timestamptz, ?, 'ORDER', '', 'DECIDED', ?, ?, ?, ?))
        insert into scoring.decision (decision_id, tenant, account_id, ce_time, bytes)
          values (?, 'default', 'ORDER', ?::timestamptz, ?)\
        """;
    try (Connection database = platform.database();
        PreparedStatement statement = database.prepareStatement(sql)) {
      List<Object> values =
          List.of(
              InputRecords.SOURCE,
              headers.getOrDefault("ce_id", ""),
              headers.getOrDefault("ce_time", ""),
              headers.getOrDefault("ce_type", ""),
              event.topic(),
              event.partition(),
              event.offset(),
              id,
              id,
              headers.getOrDefault("ce_time", ""),
              event.value());
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      statement.executeUpdate();
    }
    headers.put("ce_id", id.toString());
    platform.topics().send("decisions", event.key(), headers, event.value());
  }

  private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    record
        .headers()
        .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
    return headers;
  }
}
