package io.quittance.e2e.bench.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.text.Json;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What [StartupBench] measured.
public record StartupFindings(List<Row> rows) {

  public StartupFindings {
    rows = List.copyOf(rows);
  }

  /// One start.
  ///
  /// @param readySeconds from the start of the process until its readiness check succeeds
  /// @param processorSeconds user and system time of the process until then
  record Start(double readySeconds, double processorSeconds) {}

  /// The starts of one service, without its AOT cache and with it.
  record Row(String service, List<Start> plain, List<Start> cached) {
    Row {
      plain = List.copyOf(plain);
      cached = List.copyOf(cached);
    }

    /// Returns how many times as fast the service starts with the cache.
    double ratio() {
      return median(plain, Start::readySeconds) / median(cached, Start::readySeconds);
    }
  }

  /// Returns the figures as a text.
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "medians of %d starts, one service at a time%n",
            rows.getFirst().plain.size()));
    text.append(
        String.format(
            Locale.ROOT,
            "%-12s %12s %12s %9s   %12s %12s%n",
            "service",
            "ready in s",
            "with cache",
            "ratio",
            "processor s",
            "with cache"));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-12s %12.2f %12.2f %9.1f   %12.2f %12.2f%n",
              row.service,
              median(row.plain, Start::readySeconds),
              median(row.cached, Start::readySeconds),
              row.ratio(),
              median(row.plain, Start::processorSeconds),
              median(row.cached, Start::processorSeconds)));
    }
    return text.toString();
  }

  /// Returns the figures as one line of JSON.
  public String json() {
    ObjectNode json = Json.object();
    json.put("bench", "startup");
    json.put("reference", "without the AOT cache");
    json.put("ratio", rows.getFirst().ratio());
    var list = json.putArray("services");
    for (Row row : rows) {
      ObjectNode one = list.addObject();
      one.put("service", row.service);
      one.put("ratio", row.ratio());
      put(one.putObject("plain"), row.plain);
      put(one.putObject("cached"), row.cached);
    }
    return json.toString();
  }

  private static void put(ObjectNode json, List<Start> starts) {
    json.put("readySeconds", median(starts, Start::readySeconds))
        .put("processorSeconds", median(starts, Start::processorSeconds));
  }

  private static double median(List<Start> starts, ToDoubleFunction<Start> value) {
    double[] sorted = starts.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
