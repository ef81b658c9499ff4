package io.quittance.e2e.audit;

import io.quittance.e2e.audit.evidence.AuditedRecord;
import io.quittance.e2e.audit.evidence.SentRecords;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Checks that no good record is missing or refused. A decision is always good: the platform itself
/// made it. Which inputs are good, only their sender knows.
final class GoodRecordChecks {

  private final Tally tally;

  GoodRecordChecks(Tally tally) {
    this.tally = tally;
  }

  /// Checks that every acknowledged record is on its topic and that nobody refused it.
  ///
  /// @param read all inputs on the topics
  void check(SentRecords sent, List<AuditedRecord> read, List<Fates> readers) {
    Set<String> missing = new TreeSet<>(sent.identities());
    for (AuditedRecord seen : read) {
      if (sent.contains(seen)) {
        missing.remove(SentRecords.identity(seen));
        checkAccepted(seen, readers);
      }
    }
    missing.forEach(
        identity ->
            tally.broken(
                "good-record",
                Harm.LOST,
                identity + " was acknowledged by the broker but is on no topic"));
    tally.count("good records", sent.size());
  }

  /// Checks that nobody refused a decision.
  void checkDecisions(List<AuditedRecord> published, Fates feedback) {
    published.forEach(seen -> checkAccepted(seen, List.of(feedback)));
  }

  private void checkAccepted(AuditedRecord seen, List<Fates> readers) {
    if (readers.stream().anyMatch(fates -> "DLQ".equals(fates.of(seen.position())))) {
      tally.broken("good-record", Harm.LOST, seen.position() + " is good but became a dead letter");
    }
  }
}
