package io.quittance.e2e.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What scoring read: judges each fate from the record itself, and knows which decisions there must
/// be. Records of a partition come in offset order, and an account stays in one partition.
final class InputChecks {

  private static final String ACCOUNT_TYPE = "io.quittance.account.";

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

  /// The event of each decision there must be, by the decision's id, in the order of reading.
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
        case String fate -> tally.broken("one-fate", seen.position() + " has the fate " + fate);
      }
    }
    repeats.forEach(this::checkRepeat);
    tally.count("deciding events", causes.size());
  }

  private void decided(AuditedRecord seen) {
    accept(seen);
    causes.putIfAbsent(seen.decisionId(), seen);
    if (!isDeciding(seen.type())) {
      tally.broken("one-decision", seen.position() + " of type " + seen.type() + " was decided");
    }
    if ((ACCOUNT_TYPE + "closed.v1").equals(seen.type())) {
      closings.computeIfAbsent(seen.key(), _ -> new ArrayList<>()).add(seen.time());
    }
  }

  /// A deciding event may stay undecided only on an account that was closed by then.
  private void undecided(AuditedRecord seen) {
    accept(seen);
    boolean closed =
        closings.getOrDefault(seen.key(), List.of()).stream()
            .anyMatch(closing -> !closing.isAfter(seen.time()));
    if (isDeciding(seen.type()) && !closed) {
      tally.broken("one-decision", seen.position() + " must be decided but is not");
    }
  }

  private void accept(AuditedRecord seen) {
    AuditedRecord earlier = accepted.putIfAbsent(seen.decisionId(), seen);
    if (earlier != null) {
      tally.broken(
          "one-fate",
          "%s and %s are the same event".formatted(earlier.position(), seen.position()));
    }
  }

  private void checkRepeat(AuditedRecord repeat) {
    AuditedRecord first = accepted.get(repeat.decisionId());
    if (first == null || !first.sameContent(repeat)) {
      tally.broken("one-fate", repeat.position() + " repeats nothing and is called a duplicate");
    }
  }

  private static boolean isDeciding(@Nullable String type) {
    return type != null
        && type.startsWith(ACCOUNT_TYPE)
        && type.endsWith(".v1")
        && DECIDING.contains(type.substring(ACCOUNT_TYPE.length(), type.length() - 3));
  }
}
