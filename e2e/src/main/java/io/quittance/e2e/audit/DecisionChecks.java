package io.quittance.e2e.audit;

import io.quittance.e2e.audit.evidence.AuditedRecord;
import io.quittance.e2e.audit.evidence.Tables;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Compares the decisions in the database with those on the topic and with the events that caused
/// them.
final class DecisionChecks {

  private final Tally tally;
  private final Map<UUID, byte[]> rows = new HashMap<>();
  private final Set<UUID> byRest = new HashSet<>();
  private final Map<UUID, byte[]> published = new LinkedHashMap<>();
  private final Map<String, List<UUID>> order = new HashMap<>();

  DecisionChecks(Tally tally) {
    this.tally = tally;
  }

  /// Returns the ids of all decisions in the database.
  Set<UUID> ids() {
    return rows.keySet();
  }

  void readRows(Tables tables) throws SQLException {
    tables.rows(
        "select decision_id, bytes from scoring.decision",
        row -> {
          UUID id = row.getObject(1, UUID.class);
          if (rows.put(id, row.getBytes(2)) != null) {
            tally.broken(
                "one-decision", Harm.TWO_EFFECTS, "decision " + id + " is in the database twice");
          }
        });
    tables.rows(
        "select decision_id from scoring.inbox where topic is null and decision_id is not null",
        row -> byRest.add(row.getObject(1, UUID.class)));
    tally.count("decisions in database", rows.size());
  }

  void readTopic(List<AuditedRecord> records) {
    long repeats = 0;
    for (AuditedRecord seen : records) {
      UUID id = id(seen);
      byte[] first = published.putIfAbsent(id, seen.data());
      if (first == null) {
        order.computeIfAbsent(seen.key(), _ -> new ArrayList<>()).add(id);
      } else {
        repeats++;
        if (!Arrays.equals(first, seen.data())) {
          tally.broken(
              "one-decision",
              Harm.TWO_EFFECTS,
              "decision " + id + " was published again with different bytes");
        }
      }
    }
    tally.count("decisions on topic", published.size());
    tally.count("repeats on topic", repeats);
  }

  private UUID id(AuditedRecord seen) {
    try {
      return UUID.fromString(String.valueOf(seen.id()));
    } catch (IllegalArgumentException _) {
      tally.broken("no-orphan", Harm.OTHER, seen.position() + " has no valid decision id");
      return seen.decisionId();
    }
  }

  void checkAgainst(Map<UUID, AuditedRecord> causes) {
    causes.forEach(
        (id, seen) -> {
          if (!rows.containsKey(id)) {
            tally.broken(
                "one-decision", Harm.LOST, seen.position() + " has no decision in the database");
          }
          if (!published.containsKey(id)) {
            tally.broken(
                "one-decision", Harm.LOST, seen.position() + " has no decision on the topic");
          }
        });
    published.forEach(
        (id, bytes) -> {
          byte[] row = rows.get(id);
          if (row == null) {
            tally.broken(
                "no-orphan",
                Harm.OTHER,
                "decision " + id + " is on the topic but not in the database");
          } else if (!Arrays.equals(bytes, row)) {
            tally.broken(
                "one-decision",
                Harm.TWO_EFFECTS,
                "decision " + id + " differs between topic and database");
          }
        });
    rows.keySet().stream()
        .filter(id -> !causes.containsKey(id) && !byRest.contains(id))
        .forEach(id -> tally.broken("no-orphan", Harm.OTHER, "decision " + id + " has no event"));
    byRest.stream()
        .filter(id -> !published.containsKey(id))
        .forEach(
            id ->
                tally.broken(
                    "one-decision",
                    Harm.LOST,
                    "decision " + id + ", requested over REST, is not on the topic"));
    checkOrder(causes);
  }

  /// Checks that the decisions of an account first appear in the order of their events.
  private void checkOrder(Map<UUID, AuditedRecord> causes) {
    Map<String, Set<UUID>> expected = new HashMap<>();
    causes.forEach(
        (id, seen) -> expected.computeIfAbsent(seen.key(), _ -> new LinkedHashSet<>()).add(id));
    expected.forEach(
        (key, ids) -> {
          List<UUID> actual =
              order.getOrDefault(key, List.of()).stream().filter(ids::contains).toList();
          List<UUID> wanted = ids.stream().filter(published::containsKey).toList();
          if (!actual.equals(wanted)) {
            tally.broken("order", Harm.OUT_OF_ORDER, "decisions of " + key + " are out of order");
          }
        });
  }
}
