package io.quittance.e2e.audit;

import io.quittance.e2e.audit.evidence.AuditedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Checks the fate of each record that scoring read against the record itself, and derives the
/// decisions that must exist. Records of a partition come in offset order, and an account stays in
/// one partition.
final class InputChecks {

  private static final String ACCOUNT_TYPE = "io.quittance.account.";

  /// The event types that require a decision, listed independently of the platform.
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
          "minor-reported",
          "breathing-space-started",
          "breathing-space-ended",
          "vulnerability-reported",
          "vulnerability-ended",
          "review-concluded",
          "closed");

  private final Tally tally;
  private final Map<UUID, AuditedRecord> causes = new LinkedHashMap<>();
  private final Map<UUID, AuditedRecord> accepted = new HashMap<>();
  private final Map<String, List<Instant>> closings = new HashMap<>();

  InputChecks(Tally tally) {
    this.tally = tally;
  }

  /// Returns the event of each decision that must exist, by decision id, in the order of reading.
  Map<UUID, AuditedRecord> causes() {
    return causes;
  }

  void check(List<AuditedRecord> records, Fates fates) {
    List<AuditedRecord> repeats = new ArrayList<>();
    for (AuditedRecord seen : records) {
      switch (fates.of(seen.position())) {
        case "DECIDED" -> decided(seen);
        case "STATE_ONLY", "LATE_APPLIED", "IGNORED" -> undecided(seen);
        case "DUPLICATE" -> repeats.add(seen);
        case "DLQ", Fates.NONE -> {}
        case String fate ->
            tally.broken("one-fate", Harm.OTHER, seen.position() + " has the unknown fate " + fate);
      }
    }
    repeats.forEach(this::checkRepeat);
    tally.count("deciding events", causes.size());
  }

  private void decided(AuditedRecord seen) {
    accept(seen);
    causes.putIfAbsent(seen.decisionId(), seen);
    if (!isDeciding(seen.type())) {
      tally.broken(
          "one-decision",
          Harm.OTHER,
          seen.position()
              + " of type "
              + seen.type()
              + " was decided but does not require a decision");
    }
    if ((ACCOUNT_TYPE + "closed.v1").equals(seen.type())) {
      closings.computeIfAbsent(seen.key(), _ -> new ArrayList<>()).add(seen.time());
    }
  }

  /// Checks an accepted event without a decision. A deciding event may have none only if its
  /// account was already closed.
  private void undecided(AuditedRecord seen) {
    accept(seen);
    boolean closed =
        closings.getOrDefault(seen.key(), List.of()).stream()
            .anyMatch(closing -> !closing.isAfter(seen.time()));
    if (isDeciding(seen.type()) && !closed) {
      tally.broken(
          "one-decision", Harm.LOST, seen.position() + " requires a decision but has none");
    }
  }

  private void accept(AuditedRecord seen) {
    AuditedRecord earlier = accepted.putIfAbsent(seen.decisionId(), seen);
    if (earlier != null) {
      tally.broken(
          "one-fate",
          Harm.TWO_EFFECTS,
          "%s and %s are the same event, and both were accepted"
              .formatted(earlier.position(), seen.position()));
    }
  }

  private void checkRepeat(AuditedRecord repeat) {
    AuditedRecord first = accepted.get(repeat.decisionId());
    if (first == null || !first.sameContent(repeat)) {
      tally.broken(
          "one-fate",
          Harm.LOST,
          repeat.position() + " is recorded as a duplicate but repeats no accepted event");
    }
  }

  private static boolean isDeciding(@Nullable String type) {
    return type != null
        && type.startsWith(ACCOUNT_TYPE)
        && type.endsWith(".v1")
        && DECIDING.contains(type.substring(ACCOUNT_TYPE.length(), type.length() - 3));
  }
}
