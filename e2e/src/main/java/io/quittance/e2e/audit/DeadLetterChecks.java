package io.quittance.e2e.audit;

import io.quittance.e2e.audit.evidence.AuditedRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares the dead-letter topics with the fates recorded by the services that write to them. Two
/// services may refuse the same outcome; both then write a dead letter with the same id.
final class DeadLetterChecks {

  private final Tally tally;
  private final Map<String, AuditedRecord> letters = new HashMap<>();

  DeadLetterChecks(Tally tally, List<AuditedRecord> records) {
    this.tally = tally;
    for (AuditedRecord letter : records) {
      String cause = letter.cause();
      if (cause == null) {
        tally.broken(
            "dead-letter", Harm.OTHER, "dead letter " + letter.position() + " has no cause");
      }
      if (letters.putIfAbsent(String.valueOf(letter.id()), letter) == null) {
        tally.count("dead letters " + cause, 1);
      } else {
        tally.count("dead letters repeated", 1);
      }
    }
    tally.count("dead letters", letters.size());
  }

  /// Checks that every refused record is on its dead-letter topic with its bytes, and that every
  /// dead letter was refused.
  ///
  /// @param records all records that the services read
  /// @param readers the fates that each service recorded
  void checkAgainst(List<AuditedRecord> records, List<Fates> readers) {
    Map<String, AuditedRecord> unexplained = new HashMap<>(letters);
    for (AuditedRecord seen : records) {
      if (readers.stream().anyMatch(fates -> "DLQ".equals(fates.of(seen.position())))) {
        AuditedRecord letter = unexplained.remove(seen.position());
        if (letter == null || !letter.carries(seen)) {
          tally.broken(
              "dead-letter",
              Harm.LOST,
              seen.position() + " was refused but is not on its dead-letter topic with its bytes");
        }
      }
    }
    unexplained
        .keySet()
        .forEach(
            id ->
                tally.broken(
                    "dead-letter",
                    Harm.OTHER,
                    id + " is on a dead-letter topic but was not refused"));
  }
}
