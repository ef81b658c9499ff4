package io.quittance.e2e.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The review queue against decisions and events: what leaves an account to people is put before
/// one, and what a person concluded is told exactly as it was concluded.
final class ReviewChecks {

  private static final String SOURCE = "/quittance/scoring/reviews";
  private static final byte[] ROUTED = "\"routed\"".getBytes(StandardCharsets.UTF_8);
  private static final ObjectMapper JSON = new ObjectMapper();

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
              tally.broken("reviewed", row.getString(2) + " was concluded by nobody");
            }
          }
        });
  }

  /// Every conclusion is on the topic as it is in the table, and no other is.
  void checkEvents(List<AuditedRecord> records) {
    Map<String, String> untold = new HashMap<>(concluded);
    for (AuditedRecord seen : records) {
      if (SOURCE.equals(seen.source())) {
        String review = seen.tenant() + " " + seen.id();
        if (!said(seen).equals(concluded.get(review))) {
          tally.broken("reviewed", seen.position() + " tells what nobody concluded");
        }
        untold.remove(review);
      }
    }
    untold
        .keySet()
        .forEach(review -> tally.broken("reviewed", "the conclusion of " + review + " is untold"));
  }

  private static String said(AuditedRecord seen) {
    try {
      JsonNode data = JSON.readTree(seen.data());
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

  /// Every decision that leaves its account to people has put it before one.
  void checkDecisions(List<AuditedRecord> published) {
    for (AuditedRecord seen : published) {
      if (isRouted(seen.data()) && !accounts.contains(seen.key())) {
        tally.broken("reviewed", seen.id() + " leaves " + seen.key() + " to people who know not");
      }
    }
  }

  private static boolean isRouted(byte[] decision) {
    if (!contains(decision, ROUTED)) {
      return false;
    }
    try {
      return "routed".equals(JSON.readTree(decision).path("basis").asText());
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
