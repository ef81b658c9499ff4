package io.quittance.laboratory.command;

import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.explain.CounterfactualRows;
import io.quittance.laboratory.explain.ImportanceSelection.Judged;
import io.quittance.laboratory.fit.CombinationResult;
import io.quittance.laboratory.fit.FamilyBest;
import io.quittance.laboratory.fit.Fitted;
import io.quittance.laboratory.metric.Estimate;
import io.quittance.laboratory.metric.RankingFigures.Metric;
import io.quittance.laboratory.output.SummaryTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Summarises a training run: as a table for people, as an object for programs.
final class TrainingSummary {

  private TrainingSummary() {}

  static String table(TrainedModel trained) {
    ModelFacts.CalibrationFacts calibration = trained.facts().calibration();
    SummaryTable table = new SummaryTable();
    table.row("model", model(trained));
    table.row(
        "search",
        String.format(
            Locale.ROOT,
            "%s; log loss %.5f by %s",
            trained.fitted().history().words(),
            trained.fitted().history().best().logLoss(),
            trained.fitted().history().best().point().family().slug()));
    table.row("log loss of", families(trained.fitted()));
    table.row(
        "test rows",
        String.format(
            Locale.ROOT,
            "%,d, %.2f %% \"%s\"",
            trained.data().test().size(),
            100.0 * trained.data().test().positives() / trained.data().test().size(),
            trained.data().table().positive()));
    table.row("AUC", words(trained.judgement().deLong()));
    table.row("PR-AUC", words(trained, Metric.PR_AUC));
    table.row("KS", words(trained, Metric.KS));
    table.row("Gini", words(trained, Metric.GINI));
    table.row("log loss", words(trained, Metric.LOG_LOSS));
    table.row("Brier", words(trained, Metric.BRIER));
    table.row(
        "calibration error",
        String.format(
            Locale.ROOT,
            "%.4f before, %.4f after (%s)",
            calibration.errorBefore(),
            calibration.errorAfter(),
            trained.fitted().calibrationChoice().kind()));
    table.row("parity", trained.parity().words());
    table.row("data quality", trained.qualityScore() + " of 100");
    table.row("seconds", String.format(Locale.ROOT, "%.1f", trained.seconds()));
    table.row(
        "files in " + trained.order().out(),
        names(trained.files()).stream().collect(Collectors.joining(", ")));
    return table.toString();
  }

  private static Map<String, Object> map(ModelFacts.SelectionFacts selection) {
    List<Map<String, Object>> features = new ArrayList<>();
    for (Judged judged : selection.features()) {
      Map<String, Object> feature = new LinkedHashMap<>();
      feature.put("feature", judged.feature());
      feature.put("aucDrop", judged.mean());
      feature.put("deviation", judged.deviation());
      feature.put("beatsShadows", judged.beats());
      feature.put("verdict", judged.verdict().name().toLowerCase(Locale.ROOT));
      features.add(feature);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("family", selection.family());
    object.put("folds", selection.folds());
    object.put("repeats", selection.repeats());
    object.put("rows", selection.rows());
    object.put("atLeast", selection.atLeast());
    object.put("outcome", selection.outcome());
    object.put("features", features);
    return object;
  }

  private static Map<String, Object> map(CounterfactualRows counterfactuals) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("threshold", counterfactuals.threshold());
    object.put("rows", counterfactuals.rows().size());
    object.put("rowsFlipped", counterfactuals.flipped());
    object.put("changedFeatures", counterfactuals.changedFeatures());
    object.put("fixedFeatures", counterfactuals.fixed());
    return object;
  }

  private static String words(TrainedModel trained, Metric metric) {
    return words(trained.judgement().figure(metric));
  }

  private static String words(Estimate estimate) {
    return String.format(
        Locale.ROOT, "%.4f (%.4f to %.4f)", estimate.value(), estimate.lower(), estimate.upper());
  }

  private static String families(Fitted fitted) {
    List<String> results = new ArrayList<>();
    for (FamilyBest best : fitted.families()) {
      results.add(
          String.format(Locale.ROOT, "%s %.5f", best.family().slug(), best.best().logLoss()));
    }
    for (CombinationResult combined : fitted.combinations()) {
      results.add(
          String.format(Locale.ROOT, "%s %.5f", combined.combination().slug(), combined.logLoss()));
    }
    return String.join(", ", results);
  }

  private static String model(TrainedModel trained) {
    Fitted fitted = trained.fitted();
    return "%s, %s features: %s"
        .formatted(
            fitted.family(), trained.data().train().width(), fitted.model().parameters().words());
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> String.valueOf(file.getFileName())).toList();
  }

  /// Returns metrics with intervals, the choices made, the files and all other measurements.
  static Map<String, @Nullable Object> full(TrainedModel trained) {
    Map<String, @Nullable Object> object = json(trained);
    object.put("judgement", trained.judgement().asMap());
    object.put("counterfactualRows", trained.counterfactuals().rows());
    return object;
  }

  /// Returns metrics with intervals, the choices made and the files.
  static Map<String, @Nullable Object> json(TrainedModel trained) {
    ModelFacts.CalibrationFacts calibration = trained.facts().calibration();
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("model", trained.order().name());
    object.put("family", trained.fitted().family());
    object.put("framework", trained.fitted().framework());
    object.put("parameters", trained.fitted().model().parameters().values());
    object.put("features", trained.data().train().names());
    object.put("protected", trained.data().protectedNames());
    object.put(
        "rows",
        Map.of(
            "train", trained.data().train().size(),
            "calibrate", trained.data().calibration().size(),
            "test", trained.data().test().size()));
    trained.facts().selection().ifPresent(selection -> object.put("selection", map(selection)));
    object.put("trials", trained.fitted().history().trials().size());
    object.put("searchLogLoss", trained.fitted().history().best().logLoss());
    object.put("auc", trained.judgement().asMap().get("aucDeLong"));
    object.put("metrics", trained.judgement().asMap().get("metrics"));
    Map<String, Object> calibrated = new LinkedHashMap<>();
    calibrated.put("kind", trained.fitted().calibrationChoice().kind());
    calibrated.put("errorBefore", calibration.errorBefore());
    calibrated.put("errorAfter", calibration.errorAfter());
    object.put("calibration", calibrated);
    object.put("parity", trained.parity().words());
    object.put("counterfactuals", map(trained.counterfactuals()));
    object.put("qualityScore", trained.qualityScore());
    object.put("seconds", trained.seconds());
    object.put("files", trained.files().stream().map(Path::toString).toList());
    return object;
  }
}
