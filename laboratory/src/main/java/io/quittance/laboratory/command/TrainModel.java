package io.quittance.laboratory.command;

import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.bundle.ModelInputs;
import io.quittance.core.bundle.Provenance;
import io.quittance.core.bundle.TrainingRun;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.text.Json;
import io.quittance.core.text.Sha256;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.InspectQuality;
import io.quittance.laboratory.evaluation.Judgement;
import io.quittance.laboratory.evaluation.ModelCard;
import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.explain.CounterfactualRows;
import io.quittance.laboratory.export.ExportModel;
import io.quittance.laboratory.export.ExportedModel;
import io.quittance.laboratory.fit.FitModel;
import io.quittance.laboratory.fit.FitPlan;
import io.quittance.laboratory.fit.FitProgress;
import io.quittance.laboratory.fit.Fitted;
import io.quittance.laboratory.fit.SelectFeatures;
import io.quittance.laboratory.fit.SelectedFeatures;
import io.quittance.laboratory.fit.Trainers;
import io.quittance.laboratory.metric.ValueMatrix;
import io.quittance.laboratory.output.CommandFailedException;
import io.quittance.laboratory.output.FitMessages;
import io.quittance.laboratory.output.Messages;
import io.quittance.laboratory.output.OutDirectory;
import io.quittance.laboratory.quality.DataQuality;
import io.quittance.laboratory.quality.QualityFinding;
import io.quittance.laboratory.quality.QualityGate;
import io.quittance.laboratory.quality.QualityLimits;
import io.quittance.laboratory.report.HtmlReport;
import io.quittance.laboratory.report.ReportData;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Trains a model from a file. Reads the file, checks its quality, splits it, searches, calibrates,
/// exports, evaluates on rows that no other step has seen, and writes the results. Equal options,
/// files and versions give the same `model.onnx`, byte for byte.
final class TrainModel {

  /// Data from a file has no period, but the manifest requires one.
  private static final Instant NO_PERIOD = Instant.EPOCH;

  private static final int MAX_ROUNDS = 400;
  private static final int PATIENCE = 25;
  private static final int MAX_BIN = 128;

  private final TrainOrder order;
  private final Messages messages;
  private final Instant now;
  private final long begin = System.nanoTime();

  TrainModel(TrainOrder order, Messages messages, Clock clock) {
    this.order = order;
    this.messages = messages;
    this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /// Trains a model and writes all files. Blocks.
  ///
  /// @throws CommandFailedException when the quality gate, the split or the output directory
  ///   prevents the training
  TrainedModel run() throws IOException {
    Optional<ValueMatrix> values = values();
    OutDirectory out = OutDirectory.prepare(order.out(), order.resume());
    TableSchema schema = TrainingData.schema(order, messages);
    TrainingData data = TrainingData.read(order, schema, messages);
    messages.say(
        "%s: %,d rows, %,d features, %.2f %% \"%s\"; %,d train, %,d calibrate, %,d test",
        data.table().file(),
        data.table().size(),
        data.train().width(),
        100.0 * data.table().positives() / data.table().size(),
        data.table().positive(),
        data.train().size(),
        data.calibration().size(),
        data.test().size());
    out.write("schema.yaml", schema.toYaml());
    DataQuality quality = gate(data, out);
    Selected selected = select(data, fit(data, out.journal()), out);
    return finish(selected, quality, values, out);
  }

  private Optional<ValueMatrix> values() throws IOException {
    if (order.valueMatrix().isEmpty()) {
      return Optional.empty();
    }
    Path file = order.valueMatrix().get();
    try {
      return Optional.of(ValueMatrix.read(Files.readAllBytes(file)));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException("%s: %s".formatted(file, e.getMessage()));
    }
  }

  private DataQuality gate(TrainingData data, OutDirectory out) throws IOException {
    DataQuality quality = InspectQuality.of(data.table(), List.of(), QualityLimits.STANDARD);
    out.write("quality.json", Json.indented(quality));
    quality.sentences().forEach(messages::tell);
    QualityGate.Verdict verdict = new QualityGate(order.allow()).check(quality);
    if (!verdict.passed()) {
      throw new CommandFailedException(
          "the quality gate stopped the training: "
              + String.join("; ", verdict.reasons())
              + ". Correct the data, --exclude the column, or tolerate the finding with --allow RULE:COLUMN");
    }
    return quality;
  }

  /// Compares the features with shuffled copies and, on request, fits again on the useful ones.
  private Selected select(TrainingData data, Fitted fitted, OutDirectory out) {
    messages.say("Comparing %d features with shuffled copies", data.train().width());
    Optional<SelectedFeatures> judged =
        SelectFeatures.run(
            data.train(), data.folds(), fitted, plan(Optional.empty()), FitProgress.NONE);
    judged.ifPresentOrElse(
        selection -> tell(selection), () -> messages.say("  not possible with these folds"));
    if (!order.search().select()
        || judged.isEmpty()
        || judged.get().dropped().isEmpty()
        || judged.get().kept().isEmpty()) {
      return Selected.all(data, fitted, judged, order.search().select());
    }
    SelectedFeatures selection = judged.get();
    messages.say("--select: fitting again on %d features", selection.kept().size());
    TrainingData kept = data.only(selection.kept());
    return Selected.kept(
        kept, fit(kept, out.selectedJournal()), selection, fitted.history().best().logLoss());
  }

  private void tell(SelectedFeatures selection) {
    messages.say(
        "  %d features are useful%s",
        selection.kept().size(),
        selection.dropped().isEmpty()
            ? ""
            : ", not useful: " + String.join(", ", selection.dropped()));
  }

  private Fitted fit(TrainingData data, Path journal) {
    try (FitMessages progress = new FitMessages(messages)) {
      return FitModel.run(
          data.train(), data.folds(), data.calibration(), plan(Optional.of(journal)), progress);
    }
  }

  private FitPlan plan(Optional<Path> journal) {
    List<Trainer> trainers =
        order.search().families().stream()
            .map(family -> Trainers.of(family).orElseThrow())
            .toList();
    Limits limits =
        new Limits(MAX_ROUNDS, PATIENCE, order.search().maxDepth(), MAX_BIN, order.seed());
    FitPlan plan =
        FitPlan.of(trainers, order.search().budget(), limits)
            .withClassWeights(order.search().weights())
            .withJournal(journal);
    return order.search().combined() ? plan : plan.withCombinations(Set.of());
  }

  private TrainedModel finish(
      Selected selected, DataQuality quality, Optional<ValueMatrix> values, OutDirectory out)
      throws IOException {
    TrainingData data = selected.data();
    Fitted fitted = selected.fitted();
    messages.say("Exporting, evaluating and explaining");
    ExportModel.Graph graph =
        ExportModel.graph(
            fitted.model(), fitted.calibration(), data.calibration().followedBy(data.test()));
    TestScores scores = TestScores.of(fitted, data);
    Judgement judgement = scores.judge(data, values, order.seed());
    ModelFacts facts =
        new ReportFacts(order, now, data, quality, fitted, graph.parity(), scores, selected.facts())
            .facts(judgement);
    String card = ModelCard.text(facts);
    byte[] zip = bundle(data, fitted, graph, judgement, scores, card);
    ModelBundle bundle = ModelBundle.read(zip);
    out.write("bundle.zip", zip);
    out.write("model.onnx", graph.onnx());
    out.write("card.md", card);
    CounterfactualRows counterfactuals;
    try (ExportedModel model = ExportedModel.of(bundle)) {
      out.write("predictions.csv", TestScores.csv(data, model));
      ExplainModel inside = ExplainModel.of(bundle, model, data.test(), order.seed());
      counterfactuals = counterfactuals(bundle, model, data, judgement);
      out.write(
          "report.html",
          HtmlReport.write(
              new ReportData(
                  facts,
                  Optional.of(inside.shap()),
                  inside.importance(),
                  inside.partial(),
                  Optional.of(counterfactuals))));
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    TrainedModel trained =
        new TrainedModel(
            order,
            data,
            fitted,
            judgement,
            facts,
            counterfactuals,
            graph.parity(),
            quality.score(),
            seconds,
            out.files("metrics.json", selected.refitted()));
    out.write("metrics.json", pretty(TrainingSummary.full(trained)));
    return trained;
  }

  private static CounterfactualRows counterfactuals(
      ModelBundle bundle, ExportedModel model, TrainingData data, Judgement judgement) {
    return CounterfactualRows.near(
            judgement.greatestF1().confusion().threshold(),
            model,
            model.calibration()::probability,
            bundle.reference().features(),
            data.table().schema(),
            data.test(),
            model.probabilities(data.test().values()))
        .renumbered(data.parts().test());
  }

  private byte[] bundle(
      TrainingData data,
      Fitted fitted,
      ExportModel.Graph graph,
      Judgement judgement,
      TestScores scores,
      String card) {
    Examples learned = data.train().followedBy(data.calibration());
    Manifest manifest =
        new Manifest(
            order.name(),
            null,
            new ModelInputs(
                data.train().names().stream().map(name -> new FeatureVersion(name, 1)).toList(),
                data.encoding().categories()),
            new Provenance(
                new TrainingRun(
                    runId(data), order.requestedBy(), now, learned.size(), NO_PERIOD, NO_PERIOD),
                data.table().sha256(),
                now,
                ReportFacts.version(),
                fitted.framework()),
            fitted.family(),
            fitted.calibration(),
            ExportModel.explanation(fitted.model()),
            judgement.metrics(),
            Map.of());
    return ExportModel.bundle(
        graph,
        manifest,
        new ExportModel.Rows(learned, scores.calibrationProbabilities(), data.test()),
        card);
  }

  /// Returns an id derived from the options and the data. Equal inputs give equal ids.
  private String runId(TrainingData data) {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("data", data.table().sha256());
    identity.put("schema", data.table().schema().sha256());
    identity.put("seed", Long.toString(order.seed()));
    identity.put("families", order.search().families().toString());
    identity.put("combined", Boolean.toString(order.search().combined()));
    identity.put("depth", Integer.toString(order.search().maxDepth()));
    identity.put("weights", order.search().weights().slug());
    identity.put("budget", order.search().budget().toString());
    identity.put(
        "split",
        order.division().split()
            + " "
            + order.division().testShare()
            + " "
            + order.division().folds());
    if (order.search().select()) {
      identity.put("select", "true");
    }
    return Sha256.hex(identity.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  private static String pretty(Map<String, @Nullable Object> object) {
    return Json.indented(object) + "\n";
  }

  /// Returns the style in which the report shows a finding.
  static String severity(QualityFinding finding) {
    return switch (finding.severity()) {
      case NOTE -> "ok";
      case WARNING -> "warn";
      case ERROR -> "fail";
    };
  }
}
