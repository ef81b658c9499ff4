package io.quittance.e2e.audit;

import io.quittance.e2e.audit.evidence.AuditedRecord;
import io.quittance.e2e.audit.evidence.Tables;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The fates that one service recorded for the records it consumed, by position.
final class Fates {

  static final String NONE = "none";

  private final Map<String, String> byPosition = new HashMap<>();
  private final Tally tally;
  private final String reader;

  private Fates(Tally tally, String reader) {
    this.tally = tally;
    this.reader = reader;
  }

  static Fates ofScoring(Tables tables, Tally tally) throws SQLException {
    Fates fates = new Fates(tally, "scoring");
    for (String table : List.of("inbox", "fate_log")) {
      tables.rows(
          "select topic, kafka_partition, kafka_offset, fate from scoring."
              + table
              + " where topic is not null",
          row -> fates.put(Tables.position(row), row.getString(4)));
    }
    return fates;
  }

  /// Reads the fates of feedback, which stores accepted records in two tables and logs the others.
  static Fates ofFeedback(Tables tables, Tally tally) throws SQLException {
    Fates fates = new Fates(tally, "feedback");
    String columns = "select kafka_topic, kafka_partition, kafka_offset from feedback.";
    for (String table : List.of("decision", "outcome")) {
      tables.rows(columns + table, row -> fates.put(Tables.position(row), "STORED"));
    }
    tables.rows(
        "select topic, kafka_partition, kafka_offset, fate from feedback.fate_log",
        row -> fates.put(Tables.position(row), row.getString(4)));
    return fates;
  }

  private void put(String position, String fate) {
    tally.count(reader + " " + fate.toLowerCase(Locale.ROOT), 1);
    String earlier = byPosition.put(position, fate);
    if (earlier != null) {
      tally.broken(
          "one-fate",
          Harm.TWO_EFFECTS,
          "%s has two fates in %s: %s and %s".formatted(position, reader, earlier, fate));
    }
  }

  /// Returns the fate of a record, [#NONE] when there is none.
  String of(String position) {
    return byPosition.getOrDefault(position, NONE);
  }

  /// Checks that every record has a fate and every fate has a record.
  void checkAgainst(List<AuditedRecord> records) {
    Set<String> unexplained = new TreeSet<>(byPosition.keySet());
    for (AuditedRecord seen : records) {
      if (!unexplained.remove(seen.position())) {
        tally.broken(
            "one-fate", Harm.LOST, "%s has no fate in %s".formatted(seen.position(), reader));
      }
    }
    for (String position : unexplained) {
      tally.broken(
          "one-fate",
          Harm.OTHER,
          "%s has a fate in %s but is on no topic".formatted(position, reader));
    }
  }
}
