package io.quittance.e2e.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.text.Json;
import java.util.List;
import java.util.Locale;

/// The figures of one run of a suite, compared with the reference of the same run.
record Comparison(Suite suite, List<BenchmarkFigure> figures) {

  private static final double MICROSECONDS_PER_MINUTE = 60e6;

  /// Returns how many times faster a contender is than the reference on the same model and batch.
  double ratio(BenchmarkFigure figure) {
    BenchmarkFigure reference = of(figure.model(), figure.batch(), suite.reference());
    return reference.microsecondsPerRow() / figure.microsecondsPerRow();
  }

  private BenchmarkFigure of(String model, int batch, String contender) {
    return figures.stream()
        .filter(f -> f.model().equals(model) && f.batch() == batch)
        .filter(f -> f.contender().equals(contender))
        .findFirst()
        .orElseThrow();
  }

  private double rowsPerMinute(BenchmarkFigure figure) {
    return suite.threads() * MICROSECONDS_PER_MINUTE / figure.microsecondsPerRow();
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%-7s %6s  %-20s %11s %23s %13s %11s %9s%n",
            "model",
            "batch",
            "contender",
            "µs/row",
            "fastest..slowest",
            "rows/minute",
            "B/call",
            "ratio"));
    for (BenchmarkFigure f : figures) {
      boolean reference = f.contender().equals(suite.reference());
      table.append(
          String.format(
              Locale.ROOT,
              "%-7s %6d  %-20s %11.2f %11.2f..%10.2f %13.0f %11.0f %9s%n",
              f.model(),
              f.batch(),
              f.contender(),
              f.microsecondsPerRow(),
              f.fastest(),
              f.slowest(),
              rowsPerMinute(f),
              f.bytesPerCall(),
              reference ? "reference" : String.format(Locale.ROOT, "%.2f×", ratio(f))));
    }
    return table.toString();
  }

  /// Returns one line of JSON. Its `ratio` is that of the suite's first contender on its first
  /// model and batch.
  String json() {
    ObjectNode json = Json.object();
    json.put("bench", suite.slug());
    json.put("reference", suite.reference());
    json.put("threads", suite.threads());
    json.put("ratio", ratio(figures.getFirst()));
    var list = json.putArray("figures");
    for (BenchmarkFigure f : figures) {
      list.addObject()
          .put("model", f.model())
          .put("batch", f.batch())
          .put("contender", f.contender())
          .put("microsecondsPerRow", f.microsecondsPerRow())
          .put("fastest", f.fastest())
          .put("slowest", f.slowest())
          .put("rowsPerMinute", rowsPerMinute(f))
          .put("bytesPerCall", f.bytesPerCall())
          .put("ratio", ratio(f));
    }
    return json.toString();
  }
}
