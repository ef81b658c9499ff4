package io.quittance.e2e.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.e2e.audit.evidence.AuditedRecord;
import io.quittance.e2e.audit.evidence.Payload;
import io.quittance.e2e.audit.evidence.RestAnswers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Checks the decisions that were answered over REST: each is kept and published as it was
/// answered, and whoever asks again after an answer gets a decision that stands behind the first:
/// on the topic, and by the account's version.
final class RestChecks {

  private final Tally tally;

  RestChecks(Tally tally) {
    this.tally = tally;
  }

  /// @param published all decisions on the topic, in order within each account
  void check(RestAnswers answers, List<AuditedRecord> published) {
    Map<UUID, RestAnswers.Answer> unpublished = new HashMap<>();
    answers.all().forEach(answer -> unpublished.put(answer.decision(), answer));
    tally.count("decisions over REST", unpublished.size());
    Map<String, List<RestAnswers.Answer>> onTopic = new HashMap<>();
    for (AuditedRecord seen : published) {
      RestAnswers.Answer answer = unpublished.remove(id(seen));
      if (answer != null) {
        onTopic.computeIfAbsent(answer.key(), _ -> new ArrayList<>()).add(answer);
        if (!Arrays.equals(answer.body(), seen.data())) {
          tally.broken(
              "rest-order",
              Harm.TWO_EFFECTS,
              "decision " + answer.decision() + " was answered with other bytes than published");
        }
      }
    }
    unpublished
        .keySet()
        .forEach(
            id ->
                tally.broken(
                    "rest-order", Harm.LOST, "decision " + id + " was answered, not published"));
    onTopic.forEach(this::checkOrder);
  }

  private void checkOrder(String key, List<RestAnswers.Answer> onTopic) {
    if (RestAnswers.overtaken(onTopic) != null) {
      tally.broken(
          "rest-order",
          Harm.OUT_OF_ORDER,
          "decisions of " + key + " were answered in one order and published in another");
    }
    // An answer about the past has no version: it never counts as the latest of its account.
    List<RestAnswers.Answer> byVersion = new ArrayList<>(onTopic);
    byVersion.removeIf(answer -> version(answer) < 0);
    byVersion.sort(
        Comparator.comparingLong(RestChecks::version)
            .thenComparingLong(RestAnswers.Answer::sentNanos));
    if (RestAnswers.overtaken(byVersion) != null) {
      tally.broken(
          "rest-order",
          Harm.OUT_OF_ORDER,
          "a later answer about " + key + " knows less of the account than an earlier one");
    }
  }

  private static long version(RestAnswers.Answer answer) {
    try {
      JsonNode version = Payload.read(answer.body()).path("accountVersion");
      return version.asLong(-1);
    } catch (IOException _) {
      return -1;
    }
  }

  private static UUID id(AuditedRecord seen) {
    try {
      return UUID.fromString(String.valueOf(seen.id()));
    } catch (IllegalArgumentException _) {
      return new UUID(0, 0);
    }
  }
}
