package io.quittance.laboratory.command;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.evaluation.Judgement;
import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.export.GraphParity;
import io.quittance.laboratory.fit.CombinationResult;
import io.quittance.laboratory.fit.FamilyBest;
import io.quittance.laboratory.fit.Fitted;
import io.quittance.laboratory.quality.DataQuality;
import io.quittance.laboratory.search.Budget;
import io.quittance.laboratory.search.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Collects from the parts of a training run the facts that the model card and the report state.
record ReportFacts(
    TrainOrder order,
    Instant created,
    TrainingData data,
    DataQuality quality,
    Fitted fitted,
    GraphParity parity,
    TestScores scores,
    Optional<ModelFacts.SelectionFacts> selection) {

  /// The version of this program.
  static String version() {
    String version = ReportFacts.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  ModelFacts facts(Judgement judgement) {
    return new ModelFacts(
        order.name(),
        "Predicts the probability that %s is \"%s\"."
            .formatted(order.input().target(), data.table().positive()),
        "%s is \"%s\"".formatted(order.input().target(), data.table().positive()),
        fitted.family(),
        created.toString(),
        dataFacts(),
        families(),
        search(),
        calibration(),
        judgement,
        Optional.empty(),
        parity.words(),
        reproducibility(),
        limits(),
        selection);
  }

  private ModelFacts.DataFacts dataFacts() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "%s: %,d rows, %,d of them \"%s\".",
            data.table().file(),
            data.table().size(),
            data.table().positives(),
            data.table().positive()));
    sentences.add(
        switch (order.division().split()) {
          case STRATIFIED ->
              data.table().groups().isPresent()
                  ? "Test rows come from random groups that have no training or calibration rows."
                  : "Test rows were drawn at random with the same share of positives.";
          case TIME ->
              "Test rows are the latest; calibration rows were drawn at random from earlier rows.";
          case ORDER ->
              "Test rows are the last of the file; calibration rows were drawn at random from those"
                  + " before.";
        });
    if (!data.protectedNames().isEmpty()) {
      sentences.add(
          "Protected columns, used only for slices and never as features: "
              + String.join(", ", data.protectedNames())
              + ".");
    }
    return new ModelFacts.DataFacts(
        sentences,
        data.train().width(),
        List.of(
            part("train", data.train()),
            part("calibrate", data.calibration()),
            part("test", data.test())),
        quality.findings().stream()
            .map(
                finding ->
                    new ModelFacts.Finding(
                        finding.rule(),
                        TrainModel.severity(finding),
                        finding.column(),
                        finding.text()))
            .toList());
  }

  private static ModelFacts.Part part(String name, Examples rows) {
    return new ModelFacts.Part(name, rows.size(), rows.positives(), "", "");
  }

  private List<ModelFacts.FamilyResult> families() {
    List<ModelFacts.FamilyResult> results = new ArrayList<>();
    for (FamilyBest best : fitted.families()) {
      String slug = best.family().slug();
      double seconds =
          fitted.history().trials().stream()
              .filter(trial -> trial.point().family() == best.family())
              .mapToDouble(trial -> seconds(trial.took()))
              .sum();
      results.add(
          new ModelFacts.FamilyResult(
              slug,
              best.trials(),
              best.best().logLoss(),
              best.best().point().parameters().words(),
              seconds,
              fitted.family().equals(slug)));
    }
    for (CombinationResult result : fitted.combinations()) {
      results.add(
          new ModelFacts.FamilyResult(
              result.combination().slug(),
              0,
              result.logLoss(),
              result.words(),
              0,
              result.chosen()));
    }
    return results;
  }

  private ModelFacts.SearchFacts search() {
    List<ModelFacts.Trial> trials = new ArrayList<>();
    for (Trial trial : fitted.history().trials()) {
      if (trial.state() != Trial.State.FAILED) {
        trials.add(
            new ModelFacts.Trial(
                trial.index(),
                trial.point().family().slug(),
                trial.logLoss(),
                trial.state() == Trial.State.PRUNED,
                trial.point().parameters().words(),
                seconds(trial.took())));
      }
    }
    return new ModelFacts.SearchFacts(
        fitted.history().strategy().slug(),
        budget(),
        order.seed(),
        order.division().folds(),
        trials.stream().mapToDouble(ModelFacts.Trial::seconds).sum(),
        trials);
  }

  private String budget() {
    return switch (order.search().budget()) {
      case Budget.Trials trials -> trials.trials() + " trials";
      case Budget.Time time ->
          String.format(Locale.ROOT, "%.1f minutes", seconds(time.time()) / 60);
    };
  }

  private ModelFacts.CalibrationFacts calibration() {
    return ModelFacts.CalibrationFacts.of(
        fitted.calibrationChoice().kind(),
        fitted.calibrationChoice().kept(),
        fitted.calibrationChoice().words(),
        scores.uncalibrated(),
        scores.calibrated(),
        data.test().labels());
  }

  private List<ModelFacts.Fact> reproducibility() {
    return List.of(
        new ModelFacts.Fact("data SHA-256", data.table().sha256()),
        new ModelFacts.Fact("schema SHA-256", data.table().schema().sha256()),
        new ModelFacts.Fact("seed", Long.toString(order.seed())),
        new ModelFacts.Fact("framework", fitted.framework()),
        new ModelFacts.Fact("Quittance", version()));
  }

  private List<String> limits() {
    List<String> limits = new ArrayList<>();
    limits.add("Judged on rows of the same file; it may perform worse on other populations.");
    if (order.division().split() == TrainOrder.Split.STRATIFIED) {
      limits.add(
          "The test rows come from the same period as the training rows, so this does not measure"
              + " how the model ages (--split time or order does).");
    }
    if (data.table().groups().isPresent()) {
      limits.add("The intervals treat rows of one group as independent and may be too narrow.");
      if (order.division().split() != TrainOrder.Split.STRATIFIED) {
        limits.add("Groups in the test rows also have earlier training rows.");
      }
    }
    return limits;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
