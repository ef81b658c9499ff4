package io.quittance.e2e.bench.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.text.Json;
import io.quittance.local.launch.Part;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What [RestBench] measured.
///
/// @param decisions stored and published
/// @param dryRuns answered only, under the same loads
/// @param peer under the same loads; empty when it could not run
/// @param without why the peer could not run; empty when it could
public record RestFindings(
    List<Load> decisions, List<Load> dryRuns, List<Load> peer, String without) {

  private static final double P50 = 0.5;
  private static final double P99 = 0.99;

  public RestFindings {
    decisions = List.copyOf(decisions);
    dryRuns = List.copyOf(dryRuns);
    peer = List.copyOf(peer);
  }

  /// One load.
  ///
  /// @param rate requests a second that were due; 0 where each connection sends without a pause
  /// @param used processor time of the platform; empty where it was not read
  record Load(
      int connections, int rate, RequestLoad.Answers answers, Optional<ProcessorTime> used) {

    String name() {
      return rate == 0 ? connections + " connections" : "%,d due/s".formatted(rate);
    }

    private double millisEach(Part part) {
      return used.map(time -> (double) time.of(part) / answers.durations().count())
          .orElse(Double.NaN);
    }
  }

  /// Returns the figures as a text.
  public String text() {
    StringBuilder text = new StringBuilder();
    append(text, "decisions", decisions);
    append(text, "dry runs", dryRuns);
    if (!without.isEmpty()) {
      text.append("Without the peer: ").append(without).append(System.lineSeparator());
    }
    return text.toString();
  }

  private void append(StringBuilder text, String title, List<Load> ours) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-16s %10s %8s %8s  %-31s %9s %8s %8s %7s%n",
            title,
            "answers/s",
            "p50 ms",
            "p99",
            "ms of scoring, database, all",
            "peer/s",
            "p50",
            "p99",
            "ratio"));
    for (int i = 0; i < ours.size(); i++) {
      Load load = ours.get(i);
      text.append(
          String.format(
              Locale.ROOT,
              "%-16s %10.0f %8.1f %8.1f  %-31s",
              load.name(),
              load.answers.perSecond(),
              load.answers.durations().millis(P50),
              load.answers.durations().millis(P99),
              processor(load)));
      if (i < peer.size()) {
        RequestLoad.Answers other = peer.get(i).answers;
        text.append(
            String.format(
                Locale.ROOT,
                " %9.0f %8.1f %8.1f %6.2f×",
                other.perSecond(),
                other.durations().millis(P50),
                other.durations().millis(P99),
                load.answers.perSecond() / other.perSecond()));
      }
      text.append(System.lineSeparator());
    }
  }

  private static String processor(Load load) {
    return load.used
        .map(
            time ->
                String.format(
                    Locale.ROOT,
                    "%.2f, %.2f, %.2f",
                    load.millisEach(Part.SCORING),
                    load.millisEach(Part.POSTGRES),
                    (double) time.total() / load.answers.durations().count()))
        .orElse("");
  }

  /// Returns the figures as one line of JSON.
  public String json() {
    ObjectNode json = Json.object();
    json.put("bench", "rest");
    json.put("reference", "FastAPI with XGBoost, two workers");
    put(json.putArray("decisions"), decisions);
    put(json.putArray("dryRuns"), dryRuns);
    put(json.putArray("peer"), peer);
    if (!without.isEmpty()) {
      json.put("withoutPeer", without);
    }
    return json.toString();
  }

  private static void put(ArrayNode list, List<Load> loads) {
    for (Load load : loads) {
      ObjectNode one = list.addObject();
      one.put("connections", load.connections)
          .put("duePerSecond", load.rate)
          .put("answersPerSecond", load.answers.perSecond())
          .put("p50Millis", load.answers.durations().millis(P50))
          .put("p99Millis", load.answers.durations().millis(P99));
      load.used.ifPresent(
          _ -> {
            ObjectNode each = one.putObject("processorMillisPerRequest");
            for (Part part : ProcessorTime.PARTS) {
              each.put(part.title(), load.millisEach(part));
            }
          });
    }
  }
}
