package io.quittance.e2e.bench.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.text.Json;
import io.quittance.local.launch.Part;
import java.util.List;
import java.util.Locale;

/// What [PipelineBench] measured.
///
/// @param accounts that the events are about
/// @param backlog the median of the backlogs
/// @param backlogRates decisions a second of each backlog, ascending
public record PipelineFindings(
    int accounts, Backlog backlog, List<Double> backlogRates, List<Steady> steady) {

  private static final double P50 = 0.5;
  private static final double P90 = 0.9;
  private static final double P99 = 0.99;
  private static final double MICROS = 1_000;
  private static final int SHOWN = 90;

  /// @param perSecond decisions a second, until the last one has arrived
  /// @param bare records a second of the bare loop
  /// @param used processor time of all parts, until feedback has read the decisions
  /// @param statements of PostgreSQL that took most time
  /// @param decisionBytes mean size of a decision
  /// @param scoringMebibytes resident memory of scoring at the end
  record Backlog(
      int events,
      double perSecond,
      double bare,
      ProcessorTime used,
      List<StatementTimes.Time> statements,
      int decisionBytes,
      long scoringMebibytes) {

    double millisEach(Part part) {
      return (double) used.of(part) / events;
    }
  }

  /// Times from when an event was due to the arrival of what follows from it.
  ///
  /// @param rate events a second
  record Steady(int rate, Durations decisions, Durations bare) {}

  /// Returns the figures as a text.
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "backlog of %,d events about %,d accounts: %,.0f decisions/s (median of %d: %,.0f to %,.0f; %,d bytes each); bare loop %,.0f/s, ratio %.3f%n",
            backlog.events,
            accounts,
            backlog.perSecond,
            backlogRates.size(),
            backlogRates.getFirst(),
            backlogRates.getLast(),
            backlog.decisionBytes,
            backlog.bare,
            backlog.perSecond / backlog.bare));
    text.append("processor time a decision, ms:");
    for (Part part : ProcessorTime.PARTS) {
      text.append(String.format(Locale.ROOT, " %s %.3f,", part.title(), backlog.millisEach(part)));
    }
    text.append(
        String.format(
            Locale.ROOT,
            " together %.3f; scoring holds %,d MiB%n",
            (double) backlog.used.total() / backlog.events,
            backlog.scoringMebibytes));
    text.append("statements of PostgreSQL, µs a decision, with what they wait:\n");
    for (StatementTimes.Time time : backlog.statements) {
      text.append(
          String.format(
              Locale.ROOT,
              "%8.1f  %6d × %s%n",
              time.millis() * MICROS / backlog.events,
              time.calls(),
              shortened(time.text())));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%-8s %9s %9s %9s %9s   %9s %9s %9s%n",
            "events/s",
            "p50 ms",
            "p90",
            "p99",
            "max",
            "bare p50",
            "bare p99",
            "p50 ratio"));
    for (Steady load : steady) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-8d %9.1f %9.1f %9.1f %9.1f   %9.1f %9.1f %9.1f%n",
              load.rate,
              load.decisions.millis(P50),
              load.decisions.millis(P90),
              load.decisions.millis(P99),
              load.decisions.millis(1),
              load.bare.millis(P50),
              load.bare.millis(P99),
              load.decisions.millis(P50) / load.bare.millis(P50)));
    }
    return text.toString();
  }

  private static String shortened(String statement) {
    return statement.length() <= SHOWN ? statement : statement.substring(0, SHOWN) + "…";
  }

  /// Returns the figures as one line of JSON.
  public String json() {
    ObjectNode json = Json.object();
    json.put("bench", "pipeline");
    json.put("reference", "bare loop");
    json.put("accounts", accounts);
    json.put("ratio", backlog.perSecond / backlog.bare);
    ObjectNode first = json.putObject("backlog");
    first
        .put("events", backlog.events)
        .put("decisionsPerSecond", backlog.perSecond)
        .put("bareRecordsPerSecond", backlog.bare)
        .put("decisionBytes", backlog.decisionBytes)
        .put("scoringMebibytes", backlog.scoringMebibytes);
    var rates = first.putArray("decisionsPerSecondOfEach");
    backlogRates.forEach(rates::add);
    ObjectNode each = first.putObject("processorMillisPerDecision");
    for (Part part : ProcessorTime.PARTS) {
      each.put(part.title(), backlog.millisEach(part));
    }
    var statements = first.putArray("statements");
    for (StatementTimes.Time time : backlog.statements) {
      statements
          .addObject()
          .put("statement", time.text())
          .put("calls", time.calls())
          .put("microsPerDecision", time.millis() * MICROS / backlog.events);
    }
    var list = json.putArray("steady");
    for (Steady load : steady) {
      ObjectNode one = list.addObject();
      one.put("eventsPerSecond", load.rate);
      put(one.putObject("decisionMillis"), load.decisions);
      put(one.putObject("bareMillis"), load.bare);
    }
    return json.toString();
  }

  private static void put(ObjectNode json, Durations durations) {
    json.put("p50", durations.millis(P50))
        .put("p90", durations.millis(P90))
        .put("p99", durations.millis(P99))
        .put("max", durations.millis(1));
  }
}
