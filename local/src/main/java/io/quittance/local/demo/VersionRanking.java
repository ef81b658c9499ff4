package io.quittance.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.local.launch.Part;
import io.quittance.local.traffic.Rest;
import io.quittance.simulator.Simulation;
import io.quittance.simulator.truth.AucCeiling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Measures how well each version ranked the accounts it decided on, by the labels of feedback, and
/// compares it with the ceiling of the same days.
final class VersionRanking {

  private static final int FEWEST_LABELS = 100;

  private final Rest rest;
  private final Simulation simulation;
  private final DemoSettings settings;

  VersionRanking(Rest rest, Simulation simulation, DemoSettings settings) {
    this.rest = rest;
    this.simulation = simulation;
    this.settings = settings;
  }

  /// @param period description of the period
  /// @param auc observed AUC, on mature labels
  /// @param ceiling best possible AUC over the same days, known to the simulator
  record Row(
      int version,
      String period,
      long labels,
      double baseRate,
      double auc,
      double low,
      double high,
      double ceiling) {}

  List<Row> rows(SwapDays swaps, List<LoopWatch.Promotion> promotions) throws IOException {
    List<Row> rows = new ArrayList<>();
    int drift = settings.driftDay();
    for (LoopWatch.Promotion promotion : promotions) {
      int version = promotion.version();
      int from = swaps.from(version) + 1;
      int to = swaps.until(version, settings.days());
      if (from < drift) {
        // The drift already affects labels of the last month before it.
        add(rows, version, "before the drift", from, Math.min(to, drift - 30));
        add(rows, version, "after the drift", drift, to);
      } else {
        add(rows, version, "after the drift", from, to);
      }
    }
    return rows;
  }

  private void add(List<Row> rows, int version, String period, int from, int to)
      throws IOException {
    if (from >= to) {
      return;
    }
    String path =
        "/v1/performance?version=%d&from=%s&to=%s"
            .formatted(version, settings.at(from), settings.at(to));
    JsonNode answer = rest.get(Part.FEEDBACK, path).path("versions");
    if (answer.isEmpty() || answer.get(0).path("labels").asLong() < FEWEST_LABELS) {
      return;
    }
    JsonNode measured = answer.get(0);
    AucCeiling ceiling = simulation.ceiling(from, to);
    rows.add(
        new Row(
            version,
            period + ", days " + from + "–" + (to - 1),
            measured.path("labels").asLong(),
            measured.path("baseRate").asDouble(),
            measured.path("auc").asDouble(Double.NaN),
            measured.path("aucLow").asDouble(Double.NaN),
            measured.path("aucHigh").asDouble(Double.NaN),
            ceiling.auc()));
  }
}
