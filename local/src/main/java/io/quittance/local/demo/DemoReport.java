package io.quittance.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.text.Json;
import io.quittance.local.traffic.DecisionLedger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Result of a demo run.
///
/// @param stages stages that were observed
/// @param records number of events and outcomes published
/// @param seconds duration of the traffic, without the pauses while a model was trained
/// @param waited seconds of waiting, by what was waited for
/// @param labels totals of feedback
/// @param contacts number of contacts that the audit judged
/// @param withdrawn number of contacts not made because of news after the decision
/// @param violations number of violations by rule
public record DemoReport(
    Set<Stage> stages,
    long records,
    DecisionLedger ledger,
    double seconds,
    Map<String, Double> waited,
    JsonNode labels,
    List<VersionRanking.Row> ranking,
    Optional<Long> driftFoundAfterDays,
    List<LoopWatch.Promotion> promotions,
    long contacts,
    long withdrawn,
    Map<String, Long> violations) {

  /// Returns whether every stage was observed.
  public boolean complete() {
    return stages.containsAll(Set.of(Stage.values()));
  }

  /// Describes the stages that were not observed.
  public List<String> missing() {
    return Stream.of(Stage.values())
        .filter(stage -> !stages.contains(stage))
        .map(Stage::words)
        .toList();
  }

  /// Returns the final table, at most 100 columns wide.
  String table() {
    Table table = new Table();
    table.row("events and outcomes", number(records));
    table.row(
        "decisions",
        "%s of %s deciding events (%s by rules alone)"
            .formatted(
                number(ledger.answered()), number(ledger.asked()), number(ledger.degraded())));
    table.row("lost / without event / repeats that differ", integrity());
    table.row(
        "records per second", String.format(Locale.ROOT, "%,.0f", records / Math.max(1, seconds)));
    table.row("seconds spent waiting for", waited.toString().replaceAll("[{}]", ""));
    table.row(
        "event to decision, p50 / p99",
        "%d / %d ms"
            .formatted(ledger.latencies().quantile(0.5), ledger.latencies().quantile(0.99)));
    table.row(
        "labels mature / paid / censored",
        "%s / %s / %s"
            .formatted(
                number(labels.path("matured").asLong()),
                number(labels.path("positives").asLong()),
                number(labels.path("censored").asLong())));
    for (VersionRanking.Row row : ranking) {
      table.row("AUC v%d %s".formatted(row.version(), row.period()), auc(row));
    }
    for (LoopWatch.Promotion promotion : promotions) {
      table.row("swap to v" + promotion.version(), swap(promotion));
    }
    table.row(
        "drift found after",
        driftFoundAfterDays.map(days -> days + " days of event time").orElse("not found"));
    table.row("blocked actions by rule", blocked());
    table.row("contacts made / withdrawn", number(contacts) + " / " + number(withdrawn));
    table.row("violations", violations.isEmpty() ? "0" : violations.toString());
    return table.toString() + example();
  }

  /// Returns a JSON object with the figures of the table.
  public String json() {
    ObjectNode object = Json.object();
    object.put("ok", complete()).put("complete", complete()).put("records", records);
    object.put("decisions", ledger.answered()).put("decidingEvents", ledger.asked());
    object.put("degraded", ledger.degraded()).put("repeats", ledger.repeats());
    object.put("lost", ledger.outstanding()).put("unasked", ledger.unasked());
    object.put("differingRepeats", ledger.differingRepeats());
    object.put("recordsPerSecond", records / Math.max(1, seconds));
    object.put("latencyP50Millis", ledger.latencies().quantile(0.5));
    object.put("latencyP99Millis", ledger.latencies().quantile(0.99));
    object.set("waitedSeconds", Json.tree(waited));
    object.set("labels", labels);
    object.set("ranking", Json.tree(ranking));
    object.set("promotions", Json.tree(promotions));
    driftFoundAfterDays.ifPresent(days -> object.put("driftFoundAfterDays", days));
    object.set("blockedByRule", Json.tree(new TreeMap<>(ledger.blockedByRule())));
    object.put("contacts", contacts).put("withdrawn", withdrawn);
    object.put("violations", violations.values().stream().mapToLong(Long::longValue).sum());
    object.set("missing", Json.tree(missing()));
    return object.toString();
  }

  private String example() {
    return ledger.example() == null
        ? ""
        : "\nOne decision in full\n"
            + "─".repeat(20)
            + "\n"
            + Words.of(ledger.example(), "at least 5 % is paid within 30 days");
  }

  private String integrity() {
    return "%d / %d / %d (%d repeats, byte-identical)"
        .formatted(
            ledger.outstanding(), ledger.unasked(), ledger.differingRepeats(), ledger.repeats());
  }

  private String blocked() {
    return new TreeMap<>(ledger.blockedByRule())
        .entrySet().stream()
            .map(entry -> entry.getKey() + " " + number(entry.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String auc(VersionRanking.Row row) {
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f–%.3f), ceiling %.3f; %,d labels, %.0f %% paid",
        row.auc(),
        row.low(),
        row.high(),
        row.ceiling(),
        row.labels(),
        100 * row.baseRate());
  }

  private static String swap(LoopWatch.Promotion promotion) {
    return String.format(
        Locale.ROOT,
        "serves %.2f s after promotion (fetch, verify, swap %.2f s); %s, AUC %+.3f",
        promotion.swapSeconds(),
        promotion.loadSeconds(),
        promotion.verdict(),
        promotion.deltaAuc());
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
