package io.quittance.e2e.audit;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What feedback made of decisions and outcomes.
final class FeedbackChecks {

  private final Tally tally;
  private final Tables tables;

  FeedbackChecks(Tally tally, Tables tables) {
    this.tally = tally;
    this.tables = tables;
  }

  /// FeedbackChecks holds every decision once, none that was not made, and no outcome twice; an
  /// outcome is joined exactly when its decision is there.
  void check(Set<UUID> made) throws SQLException {
    Set<UUID> held = held(made);
    made.stream()
        .filter(id -> !held.contains(id))
        .forEach(id -> tally.broken("joined-once", id + " did not reach feedback"));
    Map<String, Integer> outcomes = new HashMap<>();
    tables.rows(
        "select tenant, source, event_id, decision_id, join_state from feedback.outcome",
        row -> {
          String outcome = String.join(" ", row.getString(1), row.getString(2), row.getString(3));
          if (outcomes.merge(outcome, 1, Integer::sum) == 2) {
            tally.broken("joined-once", "outcome " + outcome + " is twice in feedback");
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
      tally.broken("joined-once", "outcome " + outcome + " is " + state);
    }
  }

  private Set<UUID> held(Set<UUID> made) throws SQLException {
    Set<UUID> held = new HashSet<>();
    tables.rows(
        "select decision_id from feedback.decision",
        row -> {
          UUID id = row.getObject(1, UUID.class);
          if (!held.add(id)) {
            tally.broken("joined-once", id + " is twice in feedback");
          }
          if (!made.contains(id)) {
            tally.broken("joined-once", id + " in feedback was never made");
          }
        });
    tally.count("decisions in feedback", held.size());
    return held;
  }
}
