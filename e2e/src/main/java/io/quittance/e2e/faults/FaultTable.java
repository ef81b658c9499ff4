package io.quittance.e2e.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.e2e.audit.Harm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The results of a run as a table and as JSON.
final class FaultTable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROW = "%-18s %9s %5s %7s %6s %6s %7s %8s %9s %8s";

  private final List<FaultResult> results = new ArrayList<>();
  private final Map<String, String> missing = new LinkedHashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();

  void add(FaultResult result) {
    results.add(result);
  }

  /// Adds a fault that cannot be injected here.
  void skipped(String fault, String why) {
    missing.put(fault, why);
  }

  /// Adds a fault of which the run itself failed.
  void failed(String fault, String why) {
    failures.put(fault, why);
  }

  /// Returns whether every fault that was run left everything at zero.
  boolean holds() {
    return failures.isEmpty() && results.stream().allMatch(FaultResult::holds);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
            String.format(
                Locale.ROOT,
                ROW,
                "fault",
                "deciding",
                "lost",
                "two",
                "out of",
                "other",
                "wedged",
                "by hand",
                "seconds",
                "peak MiB"))
        .append('\n');
    text.append(
            String.format(
                Locale.ROOT,
                ROW,
                "",
                "events",
                "",
                "effects",
                "order",
                "",
                "",
                "",
                "to recover",
                ""))
        .append('\n');
    results.forEach(result -> text.append(row(result)).append('\n'));
    missing.forEach((fault, why) -> text.append("%-18s skipped: %s%n".formatted(fault, why)));
    failures.forEach((fault, why) -> text.append("%-18s FAILED: %s%n".formatted(fault, why)));
    return text.toString();
  }

  private static String row(FaultResult result) {
    return String.format(
        Locale.ROOT,
        ROW,
        result.fault(),
        "%,d".formatted(result.deciding()),
        result.verdict().count(Harm.LOST),
        result.verdict().count(Harm.TWO_EFFECTS),
        result.verdict().count(Harm.OUT_OF_ORDER),
        result.verdict().count(Harm.OTHER),
        result.wedged(),
        result.endings().size(),
        result.recovery().toSeconds(),
        result.largestPeak());
  }

  String json() {
    List<Map<String, Object>> faults = new ArrayList<>();
    results.forEach(result -> faults.add(fields(result)));
    missing.forEach((fault, why) -> faults.add(Map.of("fault", fault, "skipped", why)));
    failures.forEach((fault, why) -> faults.add(Map.of("fault", fault, "failed", why)));
    try {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("ok", holds());
      all.put("faults", faults);
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> fields(FaultResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("fault", result.fault());
    fields.put("ok", result.holds());
    fields.put("injections", result.injections());
    fields.put("decidingEvents", result.deciding());
    fields.put("lost", result.verdict().count(Harm.LOST));
    fields.put("twoEffects", result.verdict().count(Harm.TWO_EFFECTS));
    fields.put("outOfOrder", result.verdict().count(Harm.OUT_OF_ORDER));
    fields.put("other", result.verdict().count(Harm.OTHER));
    fields.put("wedged", result.wedged());
    fields.put("restartsByHand", result.endings());
    fields.put("secondsToRecover", result.recovery().toMillis() / 1e3);
    fields.put("peakMebibytes", result.peakMemory());
    fields.put("counts", result.verdict().counts());
    fields.put(
        "findings",
        result.verdict().findings().stream()
            .map(finding -> finding.invariant() + ": " + finding.detail())
            .toList());
    return fields;
  }
}
