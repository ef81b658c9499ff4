package io.quittance.e2e.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Checks, over everything that the topics and the database hold:
/// - `one-fate`: every consumed record has exactly one recorded fate;
/// - `one-decision`: every accepted deciding event has exactly one decision, in the database and on
///   the topic, and repeats on the topic equal the first byte for byte and the row in the database;
/// - `no-orphan`: no decision without its event;
/// - `order`: the decisions of an account first appear in the order of their events;
/// - `dead-letter`: every record whose fate is DLQ is on the dead-letter topic with its bytes and a
///   cause;
/// - `joined-once`: feedback holds every decision once, and joins no outcome to a decision that
///   does not exist.
///
/// Run it when lag is zero. Reads all topics into memory: made for test runs, not for production.
public final class Auditor {

  private static final int KEPT = 100;

  /// The auditor's own list of what must be decided.
  private static final Set<String> DECIDING =
      Set.of(
          "placed",
          "updated",
          "review-due",
          "dispute-opened",
          "dispute-resolved",
          "hardship-reported",
          "cease-requested",
          "attorney-retained",
          "bankruptcy-filed",
          "deceased-reported",
          "identity-theft-reported",
          "closed");

  private final TopicReader topics;
  private final Connection database;
  private final Map<String, Long> counts = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Integer> found = new HashMap<>();

  /// @param database a connection that may read the schemas `scoring` and `feedback`
  public Auditor(String bootstrapServers, Connection database) {
    this.topics = new TopicReader(bootstrapServers);
    this.database = database;
  }

  /// Audits scoring alone.
  public Verdict auditScoring() throws SQLException {
    List<ConsumerRecord<byte[], byte[]>> inputs = new ArrayList<>(topics.read("account-events"));
    List<ConsumerRecord<byte[], byte[]>> outcomes = topics.read("outcomes");
    inputs.addAll(outcomes);
    count("outcomes", outcomes.size());
    count("account events", inputs.size() - outcomes.size());
    Map<String, String> fates = fates();
    checkFates(inputs, fates);
    Map<UUID, Seen> causes = decidingEvents(inputs, fates);
    Map<UUID, byte[]> rows = decisionRows();
    checkDecisions(causes, rows, restDecisions());
    checkDeadLetters(inputs, fates);
    return new Verdict(counts, findings);
  }

  /// Audits scoring and what feedback made of it.
  public Verdict auditLoop() throws SQLException {
    auditScoring();
    checkFeedback();
    return new Verdict(counts, findings);
  }

  private Map<String, String> fates() throws SQLException {
    Map<String, String> fates = new HashMap<>();
    for (String table : List.of("inbox", "fate_log")) {
      rows(
          "select topic, kafka_partition, kafka_offset, fate from scoring."
              + table
              + " where topic is not null",
          row -> {
            String position = Seen.position(row.getString(1), row.getInt(2), row.getLong(3));
            String fate = row.getString(4);
            count("fate " + fate, 1);
            String earlier = fates.put(position, fate);
            if (earlier != null) {
              broken("one-fate", position + " has the fates " + earlier + " and " + fate);
            }
          });
    }
    return fates;
  }

  private void checkFates(List<ConsumerRecord<byte[], byte[]>> inputs, Map<String, String> fates) {
    Set<String> unexplained = new HashSet<>(fates.keySet());
    for (ConsumerRecord<byte[], byte[]> record : inputs) {
      String position = Seen.position(record.topic(), record.partition(), record.offset());
      if (!unexplained.remove(position)) {
        broken("one-fate", position + " has no fate");
      }
    }
    for (String position : unexplained) {
      broken("one-fate", position + " has a fate but is on no topic");
    }
  }

  /// The first occurrence of each deciding identity that was not refused, by the id its decision
  /// must have.
  private Map<UUID, Seen> decidingEvents(
      List<ConsumerRecord<byte[], byte[]>> inputs, Map<String, String> fates) {
    Map<UUID, Seen> causes = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : inputs) {
      Seen seen = Seen.of(record);
      String fate = fates.getOrDefault(seen.position(), "none");
      boolean deciding = isDeciding(seen.type());
      boolean accepted = !Set.of("DLQ", "DUPLICATE", "IGNORED", "none").contains(fate);
      if (deciding && accepted) {
        causes.put(seen.decisionId(), seen);
        if (!"DECIDED".equals(fate)) {
          broken("one-decision", seen.position() + " must be decided but is " + fate);
        }
      } else if ("DECIDED".equals(fate)) {
        broken("one-decision", seen.position() + " of type " + seen.type() + " was decided");
      }
    }
    count("deciding events", causes.size());
    return causes;
  }

  private static boolean isDeciding(@org.jspecify.annotations.Nullable String type) {
    String prefix = "io.quittance.account.";
    return type != null
        && type.startsWith(prefix)
        && type.endsWith(".v1")
        && DECIDING.contains(type.substring(prefix.length(), type.length() - 3));
  }

  private Map<UUID, byte[]> decisionRows() throws SQLException {
    Map<UUID, byte[]> rows = new HashMap<>();
    rows(
        "select decision_id, bytes from scoring.decision",
        row -> {
          UUID id = row.getObject(1, UUID.class);
          if (rows.put(id, row.getBytes(2)) != null) {
            broken("one-decision", id + " is twice in the database");
          }
        });
    count("decisions in database", rows.size());
    return rows;
  }

  private Set<UUID> restDecisions() throws SQLException {
    Set<UUID> ids = new HashSet<>();
    rows(
        "select decision_id from scoring.inbox where topic is null and decision_id is not null",
        row -> ids.add(row.getObject(1, UUID.class)));
    return ids;
  }

  private void checkDecisions(Map<UUID, Seen> causes, Map<UUID, byte[]> rows, Set<UUID> byRest) {
    Map<UUID, byte[]> published = new LinkedHashMap<>();
    Map<String, List<UUID>> order = new HashMap<>();
    long repeats = 0;
    for (ConsumerRecord<byte[], byte[]> record : topics.read("decisions")) {
      Seen seen = Seen.of(record);
      UUID id = UUID.fromString(String.valueOf(seen.id()));
      byte[] first = published.putIfAbsent(id, seen.data());
      if (first == null) {
        order.computeIfAbsent(seen.key(), _ -> new ArrayList<>()).add(id);
      } else {
        repeats++;
        if (!Arrays.equals(first, seen.data())) {
          broken("one-decision", id + " was published again with other bytes");
        }
      }
    }
    count("decisions on topic", published.size());
    count("repeats on topic", repeats);
    compare(causes, rows, byRest, published);
    checkOrder(causes, order);
  }

  private void compare(
      Map<UUID, Seen> causes,
      Map<UUID, byte[]> rows,
      Set<UUID> byRest,
      Map<UUID, byte[]> published) {
    causes.forEach(
        (id, seen) -> {
          if (!rows.containsKey(id)) {
            broken("one-decision", seen.position() + " has no decision in the database");
          }
          if (!published.containsKey(id)) {
            broken("one-decision", seen.position() + " has no decision on the topic");
          }
        });
    published.forEach(
        (id, bytes) -> {
          if (!Arrays.equals(bytes, rows.get(id))) {
            broken("one-decision", id + " differs between topic and database");
          }
        });
    rows.keySet().stream()
        .filter(id -> !causes.containsKey(id) && !byRest.contains(id))
        .forEach(id -> broken("no-orphan", id + " has no event"));
    published.keySet().stream()
        .filter(id -> !rows.containsKey(id))
        .forEach(id -> broken("no-orphan", id + " is on the topic but not in the database"));
  }

  /// Events are in `causes` in offset order within a partition, and an account stays in one
  /// partition.
  private void checkOrder(Map<UUID, Seen> causes, Map<String, List<UUID>> order) {
    Map<String, List<UUID>> expected = new HashMap<>();
    causes.forEach(
        (id, seen) -> expected.computeIfAbsent(seen.key(), _ -> new ArrayList<>()).add(id));
    expected.forEach(
        (key, ids) -> {
          List<UUID> actual = new ArrayList<>(order.getOrDefault(key, List.of()));
          actual.retainAll(new HashSet<>(ids));
          if (!actual.equals(ids)) {
            broken("order", "decisions of " + key + " are out of order");
          }
        });
  }

  private void checkDeadLetters(
      List<ConsumerRecord<byte[], byte[]>> inputs, Map<String, String> fates) {
    Map<String, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
    for (String topic : List.of("account-events-dlq", "outcomes-dlq")) {
      for (ConsumerRecord<byte[], byte[]> record : topics.read(topic)) {
        letters.putIfAbsent(String.valueOf(Seen.header(record, "ce_id")), record);
        if (Seen.header(record, "dlq_cause") == null) {
          broken("dead-letter", topic + "@" + record.offset() + " has no cause");
        }
      }
    }
    count("dead letters", letters.size());
    for (ConsumerRecord<byte[], byte[]> record : inputs) {
      Seen seen = Seen.of(record);
      if ("DLQ".equals(fates.get(seen.position()))) {
        ConsumerRecord<byte[], byte[]> letter = letters.remove(seen.position());
        if (letter == null || !Arrays.equals(letter.value(), record.value())) {
          broken("dead-letter", seen.position() + " is not on its dead-letter topic as it was");
        }
      }
    }
    letters.keySet().forEach(id -> broken("dead-letter", id + " was not refused"));
  }

  private void checkFeedback() throws SQLException {
    Set<UUID> scored = new HashSet<>();
    rows(
        "select decision_id from scoring.decision",
        row -> scored.add(row.getObject(1, UUID.class)));
    Set<UUID> held = new HashSet<>();
    rows(
        "select decision_id from feedback.decision",
        row -> {
          UUID id = row.getObject(1, UUID.class);
          if (!held.add(id)) {
            broken("joined-once", id + " is twice in feedback");
          }
          if (!scored.contains(id)) {
            broken("joined-once", id + " in feedback was never made");
          }
        });
    count("decisions in feedback", held.size());
    scored.stream()
        .filter(id -> !held.contains(id))
        .forEach(id -> broken("joined-once", id + " did not reach feedback"));
    rows(
        "select event_id, decision_id, join_state from feedback.outcome where decision_id is not null",
        row -> {
          boolean exists = held.contains(row.getObject(2, UUID.class));
          boolean joined = "joined".equals(row.getString(3));
          count(joined ? "outcomes joined" : "outcomes parked", 1);
          if (exists != joined) {
            broken("joined-once", "outcome " + row.getString(1) + " is " + row.getString(3));
          }
        });
  }

  private void rows(String sql, Row each) throws SQLException {
    database.setAutoCommit(false);
    try (Statement statement = database.createStatement()) {
      statement.setFetchSize(5_000);
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          each.accept(rows);
        }
      }
    }
    database.rollback();
  }

  private void count(String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  private void broken(String invariant, String detail) {
    if (found.merge(invariant, 1, Integer::sum) <= KEPT) {
      findings.add(new Finding(invariant, detail));
    }
  }

  private interface Row {
    void accept(ResultSet row) throws SQLException;
  }
}
