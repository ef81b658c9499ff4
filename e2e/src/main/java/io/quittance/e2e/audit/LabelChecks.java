package io.quittance.e2e.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.e2e.audit.evidence.AuditedRecord;
import io.quittance.e2e.audit.evidence.Payload;
import io.quittance.e2e.audit.evidence.Tables;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Computes every label again from the records on the topics, and compares. A decision at t is
/// labelled 1 if the payments of its account in (t, t + 30 days] less those reversed reach 5 % of
/// its balance; it has no label if nothing is owed, or if its account closes or goes bankrupt in
/// [t, t + 30 days). These are the defaults of feedback; an audit of other settings must not use
/// this check.
final class LabelChecks {

  private static final Duration HORIZON = Duration.ofDays(30);
  private static final BigDecimal SHARE = new BigDecimal("0.05");
  private static final Set<String> ENDINGS =
      Set.of("io.quittance.account.closed.v1", "io.quittance.account.bankruptcy-filed.v1");

  private final Tally tally;
  private final Map<UUID, Decided> decisions = new HashMap<>();
  private final Map<String, List<Decided>> endings = new HashMap<>();
  private final Map<String, List<Paid>> payments = new HashMap<>();

  LabelChecks(Tally tally) {
    this.tally = tally;
  }

  private record Decided(
      String key, Instant at, long balance, @Nullable String currency, String trigger) {}

  private record Paid(Instant at, long amount, String currency) {}

  /// Reads the decisions on the topic.
  void readDecisions(List<AuditedRecord> published) {
    for (AuditedRecord seen : published) {
      try {
        readDecision(seen);
      } catch (IOException | DateTimeException | IllegalArgumentException _) {
        tally.broken("labels", Harm.OTHER, seen.position() + " is not a decision");
      }
    }
  }

  private void readDecision(AuditedRecord seen) throws IOException {
    JsonNode data = Payload.read(seen.data());
    String trigger = data.path("trigger").path("type").asText();
    Decided decided =
        new Decided(
            seen.key(),
            Instant.parse(data.path("decidedAt").asText()),
            data.path("balanceMinor").asLong(),
            data.path("currency").textValue(),
            trigger);
    UUID id = UUID.fromString(String.valueOf(seen.id()));
    if (decisions.putIfAbsent(id, decided) == null && ENDINGS.contains(trigger)) {
      endings.computeIfAbsent(decided.key(), _ -> new ArrayList<>()).add(decided);
    }
  }

  /// Reads the payments among the outcomes that feedback stored.
  void readOutcomes(List<AuditedRecord> outcomes, Fates feedback) {
    for (AuditedRecord seen : outcomes) {
      String type = String.valueOf(seen.type());
      int sign =
          switch (type) {
            case "io.quittance.outcome.payment-received.v1" -> 1;
            case "io.quittance.outcome.payment-reversed.v1" -> -1;
            default -> 0;
          };
      if (sign != 0 && "STORED".equals(feedback.of(seen.position()))) {
        JsonNode data = json(seen);
        payments
            .computeIfAbsent(seen.key(), _ -> new ArrayList<>())
            .add(
                new Paid(
                    seen.time(),
                    sign * data.path("amountMinor").asLong(),
                    data.path("currency").asText()));
      }
    }
  }

  /// Compares with the labels that feedback holds.
  void check(Tables tables) throws SQLException {
    List<Instant> labelledTo = new ArrayList<>();
    tables.rows(
        "select labelled_to from feedback.label_progress where tenant = 'default' and labelled_to"
            + " is not null",
        row -> labelledTo.add(row.getTimestamp(1).toInstant()));
    tables.rows(
        "select decision_id, label_state, label, censored_by, matured_at, reopened from"
            + " feedback.decision",
        row -> {
          Decided decided = decisions.get(row.getObject(1, UUID.class));
          if (decided != null) {
            Timestamp matured = row.getTimestamp(5);
            checkLabel(
                row.getObject(1, UUID.class),
                decided,
                row.getString(2),
                String.valueOf(
                    row.getString(2).equals("matured") ? row.getString(3) : row.getString(4)),
                row.getBoolean(6),
                labelledTo.isEmpty() ? Instant.MIN : labelledTo.getFirst(),
                matured == null ? Instant.MAX : matured.toInstant());
          }
        });
  }

  private void checkLabel(
      UUID id,
      Decided decided,
      String state,
      String actual,
      boolean reopened,
      Instant labelledTo,
      Instant maturedAt) {
    tally.count("labels " + state, 1);
    Instant end = decided.at().plus(HORIZON);
    if (state.equals("pending") || reopened) {
      if (!end.isAfter(labelledTo)) {
        broken(id, "is still waiting for its label, due at " + end);
      }
      return;
    }
    if (maturedAt.isBefore(end)) {
      broken(id, "was labelled at %s, before the end of its window %s".formatted(maturedAt, end));
    }
    String expected = label(decided, end);
    if (!expected.equals(actual)) {
      broken(id, "is labelled %s, and its records say %s".formatted(actual, expected));
    }
  }

  private void broken(UUID id, String what) {
    tally.broken("labels", Harm.OTHER, "decision " + id + " " + what);
  }

  private String label(Decided decided, Instant end) {
    if (decided.balance() <= 0) {
      return "no-balance";
    }
    Decided ending = null;
    for (Decided other : endings.getOrDefault(decided.key(), List.of())) {
      boolean within = !other.at().isBefore(decided.at()) && other.at().isBefore(end);
      if (within && (ending == null || before(other, ending))) {
        ending = other;
      }
    }
    if (ending != null) {
      return ending.trigger().contains(".closed.") ? "closed" : "bankruptcy";
    }
    long paid = 0;
    for (Paid payment : payments.getOrDefault(decided.key(), List.of())) {
      if (payment.at().isAfter(decided.at())
          && !payment.at().isAfter(end)
          && payment.currency().equals(decided.currency())) {
        paid += payment.amount();
      }
    }
    BigDecimal wanted = SHARE.multiply(BigDecimal.valueOf(decided.balance()));
    return BigDecimal.valueOf(paid).compareTo(wanted) >= 0 ? "1" : "0";
  }

  private static boolean before(Decided first, Decided second) {
    int order = first.at().compareTo(second.at());
    return order == 0 ? first.trigger().compareTo(second.trigger()) < 0 : order < 0;
  }

  private static JsonNode json(AuditedRecord seen) {
    try {
      return Payload.read(seen.data());
    } catch (IOException e) {
      throw new IllegalStateException(seen.position() + " is not JSON", e);
    }
  }
}
