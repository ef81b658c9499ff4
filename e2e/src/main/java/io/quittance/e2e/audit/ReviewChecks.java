package io.quittance.e2e.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.e2e.audit.evidence.AuditedRecord;
import io.quittance.e2e.audit.evidence.Payload;
import io.quittance.e2e.audit.evidence.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares the review queue with decisions and events: every decision that routes its account to
/// people has a case, and every conclusion is published as it was made.
final class ReviewChecks {

  private static final String SOURCE = "/quittance/scoring/reviews";
  private static final byte[] ROUTED = "\"routed\"".getBytes(StandardCharsets.UTF_8);

  private final Tally tally;
  private final Map<String, String> concluded = new HashMap<>();
  private final Set<String> accounts = new HashSet<>();

  ReviewChecks(Tally tally) {
    this.tally = tally;
  }

  void readRows(Tables tables) throws SQLException {
    tables.rows(
        "select tenant, review_id::text, account_id, kind, status, verdict, conclusion_reason,"
            + " concluded_by from scoring.review",
        row -> {
          tally.count("reviews " + row.getString(5), 1);
          accounts.add(row.getString(1) + "/" + row.getString(3));
          if ("concluded".equals(row.getString(5))) {
            concluded.put(
                row.getString(1) + " " + row.getString(2),
                String.join(
                    " ", row.getString(3), row.getString(4), row.getString(6), row.getString(7)));
            if (row.getString(8).isBlank()) {
              tally.broken(
                  "reviewed",
                  Harm.OTHER,
                  "review " + row.getString(2) + " was concluded by nobody");
            }
          }
        });
  }

  /// Checks that the topic holds exactly the conclusions of the table, unchanged.
  void checkEvents(List<AuditedRecord> records) {
    Map<String, String> unpublished = new HashMap<>(concluded);
    for (AuditedRecord seen : records) {
      if (SOURCE.equals(seen.source())) {
        String review = seen.tenant() + " " + seen.id();
        if (!conclusion(seen).equals(concluded.get(review))) {
          tally.broken(
              "reviewed",
              Harm.OTHER,
              seen.position() + " reports a conclusion that is not in the table");
        }
        unpublished.remove(review);
      }
    }
    unpublished
        .keySet()
        .forEach(
            review ->
                tally.broken(
                    "reviewed",
                    Harm.LOST,
                    "the conclusion of review " + review + " was not published"));
  }

  private static String conclusion(AuditedRecord seen) {
    try {
      JsonNode data = Payload.read(seen.data());
      return String.join(
          " ",
          data.path("accountId").asText(),
          data.path("kind").asText(),
          data.path("verdict").asText(),
          data.path("reason").asText());
    } catch (IOException _) {
      return "";
    }
  }

  /// Checks that every decision that routes its account to people has a case.
  void checkDecisions(List<AuditedRecord> published) {
    for (AuditedRecord seen : published) {
      if (isRouted(seen.data()) && !accounts.contains(seen.key())) {
        tally.broken(
            "reviewed",
            Harm.OTHER,
            "decision " + seen.id() + " routes " + seen.key() + " to people, but there is no case");
      }
    }
  }

  private static boolean isRouted(byte[] decision) {
    if (!contains(decision, ROUTED)) {
      return false;
    }
    try {
      return "routed".equals(Payload.read(decision).path("basis").asText());
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    for (int i = 0; i <= bytes.length - wanted.length; i++) {
      int same = 0;
      while (same < wanted.length && bytes[i + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return true;
      }
    }
    return false;
  }
}
