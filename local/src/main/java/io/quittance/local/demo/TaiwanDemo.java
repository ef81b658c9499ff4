package io.quittance.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.core.metric.DeLong;
import io.quittance.core.text.Json;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.Platform;
import io.quittance.local.traffic.Rest;
import io.quittance.local.traffic.StalledException;
import io.quittance.local.traffic.Traffic;
import io.quittance.simulator.taiwan.TaiwanReplay;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Runs real accounts through the loop, statement after statement. Trains a model on all labels
/// before the last statement and compares its ranking of the last month with the file's default
/// column.
public final class TaiwanDemo {

  private static final String MODEL = "payment-30d";
  private static final int DAYS_BACK = 215;
  private static final Duration LABELS_LIMIT = Duration.ofMinutes(5);
  private static final Duration TRAINING_LIMIT = Duration.ofMinutes(15);

  private final Platform platform;
  private final PrintStream out;
  private final TaiwanReplay replay;
  private final Narrator narrator;

  /// @param file the CSV file, plain or gzipped
  public TaiwanDemo(Path file, Platform platform, PrintStream out, boolean terminal)
      throws IOException {
    this.platform = platform;
    this.out = out;
    this.replay = TaiwanReplay.of(file, LocalDate.now(ZoneOffset.UTC).minusDays(DAYS_BACK));
    this.narrator = new Narrator(out, terminal, "month", replay.statements());
  }

  /// Result of the replay.
  ///
  /// @param decidingEvents six for each client
  /// @param decisions distinct decisions on them
  /// @param lastMonth decisions of the last month that the model made
  /// @param auc AUC of P(instalment paid on time) on the last month, with its 95 % interval
  public record Report(
      long decidingEvents,
      long decisions,
      long unasked,
      long records,
      double seconds,
      int lastMonth,
      DeLong.Auc auc,
      double brier,
      double paidShare) {

    /// Returns whether every deciding event has one decision and the model decided the whole last
    /// month.
    public boolean complete() {
      return missing().isEmpty();
    }

    /// Describes what was not observed.
    public List<String> missing() {
      List<String> missing = new ArrayList<>();
      if (decisions != decidingEvents || unasked != 0) {
        missing.add("every deciding event has exactly one decision");
      }
      if (lastMonth * 6L != decidingEvents || Double.isNaN(auc.auc())) {
        missing.add("the model decides the whole last month");
      }
      return missing;
    }

    /// Returns a JSON object.
    public String json() {
      ObjectNode object = Json.object();
      object.put("ok", complete()).put("complete", complete());
      object.put("decidingEvents", decidingEvents);
      object.put("decisions", decisions).put("unasked", unasked).put("records", records);
      object.put("seconds", seconds).put("recordsPerSecond", records / seconds);
      object.put("lastMonth", lastMonth).put("auc", auc.auc());
      object.put("aucLow", auc.lower()).put("aucHigh", auc.upper());
      object.put("brier", brier).put("paidShare", paidShare);
      return object.toString();
    }
  }

  /// Returns the settings of the services by key. They prevent automatic requests: there is a
  /// single training, on all months before the last.
  public static Map<String, String> services() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("quittance.policy.packs", "taiwan-replay");
    settings.put("quittance.label.definition", "instalment-assessed");
    settings.put("quittance.label.horizon", "P31D");
    settings.put("quittance.trigger.min-labels", "100000000");
    return settings;
  }

  /// Replays the file.
  ///
  /// @throws StalledException when the platform stops answering
  public Report run() throws IOException {
    long begin = System.nanoTime();
    try (Traffic traffic = new Traffic(platform.ports(), platform.patience());
        Rest rest = new Rest(platform.ports());
        LoopWatch watch = new LoopWatch(rest, MODEL, narrator, null, platform.patience())) {
      watch.start();
      watch.awaitAnswers();
      int last = replay.statements() - 1;
      for (int month = 0; month < last; month++) {
        statement(traffic, month);
        outcomes(traffic, month);
      }
      train(rest, traffic, watch);
      Map<String, DecisionMade> decisions = statement(traffic, last);
      outcomes(traffic, last);
      narrator.close();
      Report report = report(traffic, decisions, (System.nanoTime() - begin) / 1e9);
      print(report, traffic);
      return report;
    }
  }

  private Map<String, DecisionMade> statement(Traffic traffic, int month) {
    traffic.publish(() -> replay.statement(month).iterator());
    traffic.awaitDecisions();
    narrator.passed(month + 1, "%,d decisions".formatted(traffic.ledger().answered()));
    return traffic.ledger().takeLatest();
  }

  private void outcomes(Traffic traffic, int month) {
    traffic.publish(replay.outcomes(month));
    traffic.awaitTaken();
  }

  private void train(Rest rest, Traffic traffic, LoopWatch watch) throws IOException {
    long expected = traffic.ledger().asked();
    narrator.say("Waiting until the labels of %,d decisions are mature.".formatted(expected));
    await(
        Part.FEEDBACK, LABELS_LIMIT, "Not every label has matured", () -> mature(rest) >= expected);
    JsonNode job =
        rest.post(
            Part.RETRAINING,
            "/v1/jobs",
            "quittance-model-developer",
            Map.of(
                "model",
                MODEL,
                "reason",
                "all months before the last",
                "from",
                replay.statementOpens(0).toString(),
                "to",
                replay.statementOpens(replay.statements() - 1).toString()));
    narrator.say("A training is requested: job " + job.path("id").asText() + ".");
    await(
        Part.RETRAINING,
        TRAINING_LIMIT,
        "No model was promoted",
        () -> !watch.promotions().isEmpty());
  }

  /// Returns the number of labels that are mature or censored.
  private static long mature(Rest rest) throws IOException {
    JsonNode totals = rest.get(Part.FEEDBACK, "/v1/labels").path("totals");
    return totals.path("matured").asLong() + totals.path("censored").asLong();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(Part part, Duration most, String otherwise, Condition condition)
      throws IOException {
    Duration limit = platform.patience().scaled(most);
    long begin = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begin > limit.toNanos()) {
        throw new StalledException(part, "%s within %d s".formatted(otherwise, limit.toSeconds()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
  }

  private Report report(Traffic traffic, Map<String, DecisionMade> decisions, double seconds) {
    Map<String, Boolean> settled = replay.lastLabels();
    double[] probabilities = new double[decisions.size()];
    boolean[] labels = new boolean[decisions.size()];
    int scored = 0;
    int paid = 0;
    for (DecisionMade decision : decisions.values()) {
      if (decision.answer() != null) {
        probabilities[scored] = decision.answer().probability();
        labels[scored] = Boolean.TRUE.equals(settled.get(decision.accountId()));
        paid += labels[scored] ? 1 : 0;
        scored++;
      }
    }
    double[] p = Arrays.copyOf(probabilities, scored);
    boolean[] y = Arrays.copyOf(labels, scored);
    return new Report(
        traffic.ledger().asked(),
        traffic.ledger().answered(),
        traffic.ledger().unasked(),
        traffic.published(),
        seconds,
        scored,
        DeLong.auc(p, y),
        ClassificationMetrics.brier(p, y),
        paid / (double) Math.max(1, scored));
  }

  private void print(Report report, Traffic traffic) {
    Table table = new Table();
    table.row("clients", "%,d".formatted(replay.clients().size()));
    table.row("records", "%,d in %.0f s".formatted(report.records(), report.seconds()));
    table.row(
        "decisions",
        "%,d of %,d deciding events".formatted(report.decisions(), report.decidingEvents()));
    table.row("decisions without event", Long.toString(report.unasked()));
    table.row(
        "event to decision, p50 / p99",
        "%d / %d ms (published as fast as the broker takes them)"
            .formatted(
                traffic.ledger().latencies().quantile(0.5),
                traffic.ledger().latencies().quantile(0.99)));
    table.row(
        "last month",
        String.format(
            Locale.ROOT,
            "%,d decisions by the model, %.1f %% paid on time",
            report.lastMonth(),
            100 * report.paidShare()));
    table.row(
        "AUC on the last month",
        String.format(
            Locale.ROOT,
            "%.4f (%.4f–%.4f), Brier %.4f, against the file's default column",
            report.auc().auc(),
            report.auc().lower(),
            report.auc().upper(),
            report.brier()));
    out.println(table);
    if (traffic.ledger().example() != null) {
      out.println("One decision in full\n" + "─".repeat(20));
      out.println(Words.of(traffic.ledger().example(), "the instalment is paid on time"));
    }
  }
}
