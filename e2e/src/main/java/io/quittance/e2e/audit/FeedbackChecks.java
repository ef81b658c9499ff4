package io.quittance.e2e.audit;

import io.quittance.e2e.audit.evidence.Tables;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Checks the decisions and outcomes that feedback holds.
final class FeedbackChecks {

  private final Tally tally;
  private final Tables tables;

  FeedbackChecks(Tally tally, Tables tables) {
    this.tally = tally;
    this.tables = tables;
  }

  /// Checks that feedback holds exactly the decisions that were made, each once, and no outcome
  /// twice, and that an outcome is joined exactly when its decision is present.
  void check(Set<UUID> made) throws SQLException {
    Set<UUID> held = held(made);
    made.stream()
        .filter(id -> !held.contains(id))
        .forEach(
            id ->
                tally.broken(
                    "joined-once", Harm.LOST, "decision " + id + " did not reach feedback"));
    Map<String, Integer> outcomes = new HashMap<>();
    tables.rows(
        "select tenant, source, event_id, decision_id, join_state from feedback.outcome",
        row -> {
          String outcome = String.join(" ", row.getString(1), row.getString(2), row.getString(3));
          if (outcomes.merge(outcome, 1, Integer::sum) == 2) {
            tally.broken(
                "joined-once", Harm.TWO_EFFECTS, "outcome " + outcome + " is in feedback twice");
          }
          UUID decision = row.getObject(4, UUID.class);
          if (decision != null) {
            checkJoin(outcome, held.contains(decision), row.getString(5));
          }
        });
    tally.count("outcomes in feedback", outcomes.size());
  }

  private void checkJoin(String outcome, boolean exists, String state) {
    tally.count("outcomes " + state, 1);
    if (exists != "joined".equals(state)) {
      tally.broken(
          "joined-once",
          Harm.OTHER,
          "outcome %s is %s but its decision %s"
              .formatted(outcome, state, exists ? "is present" : "is missing"));
    }
  }

  private Set<UUID> held(Set<UUID> made) throws SQLException {
    Set<UUID> held = new HashSet<>();
    tables.rows(
        "select decision_id from feedback.decision",
        row -> {
          UUID id = row.getObject(1, UUID.class);
          if (!held.add(id)) {
            tally.broken(
                "joined-once", Harm.TWO_EFFECTS, "decision " + id + " is in feedback twice");
          }
          if (!made.contains(id)) {
            tally.broken(
                "joined-once", Harm.OTHER, "decision " + id + " is in feedback but was never made");
          }
        });
    tally.count("decisions in feedback", held.size());
    return held;
  }
}
