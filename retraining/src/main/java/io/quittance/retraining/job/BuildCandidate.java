package io.quittance.retraining.job;

import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.model.ExplanationMethod;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.model.Manifest;
import io.quittance.core.model.TrainingRun;
import io.quittance.retraining.dataset.AccountTimeSplit;
import io.quittance.retraining.dataset.BadDataException;
import io.quittance.retraining.dataset.DataGate;
import io.quittance.retraining.dataset.LabelledRows;
import io.quittance.retraining.evaluation.Champion;
import io.quittance.retraining.evaluation.Evaluation;
import io.quittance.retraining.evaluation.Evidence;
import io.quittance.retraining.evaluation.ModelCard;
import io.quittance.retraining.export.ExportBundle;
import io.quittance.retraining.training.ForestTrainer;
import io.quittance.retraining.training.Search;
import io.quittance.retraining.training.TrainingConfig;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// From labelled rows to a candidate: gate, split by account and time, search, calibration,
/// evaluation beside the champion, export. Reads and writes no file; the same order, rows and
/// champion give the same bytes.
final class BuildCandidate {

  private final ForestTrainer trainer;
  private final TrainingConfig config;
  private final DataGate gate;
  private final AccountTimeSplit.Shares shares;
  private final String quittanceVersion;

  /// @throws IllegalArgumentException when the shares of the split are none
  BuildCandidate(ForestTrainer trainer, TrainingConfig config, String quittanceVersion) {
    this.trainer = trainer;
    this.config = config;
    this.gate =
        new DataGate(
            config.minRows(), config.minClass(), config.minPartRows(), config.minPartClass());
    this.shares =
        new AccountTimeSplit.Shares(
            config.trainShare(), config.calibrationShare(), config.heldOutShare());
    this.quittanceVersion = quittanceVersion;
  }

  /// What the candidate is made for; it goes into the manifest and the card.
  record Order(
      String model,
      String runId,
      String cause,
      String requestedBy,
      Instant requestedAt,
      Instant from,
      Instant to,
      String dataSha256) {}

  /// What is registered.
  ///
  /// @param comparedWith the champion's version, null when there was none
  @SuppressWarnings("ArrayRecordComponent")
  record Candidate(
      byte[] bundle,
      byte[] evidence,
      Optional<Integer> comparedWith,
      DataGate.Findings findings,
      Map<String, Double> metrics) {}

  /// Told as the work goes on.
  interface Stages {
    void enter(JobState stage, String detail);

    /// Told often.
    ///
    /// @param percent of the whole job, 0..100
    void progress(int percent, String message);
  }

  /// Blocks the calling thread until the candidate is there.
  ///
  /// @param champion asked once, when the evaluation begins
  /// @throws BadDataException when nothing can be learned from the rows
  Candidate run(
      Order order, LabelledRows rows, Supplier<Optional<Champion>> champion, Stages stages) {
    DataGate.Findings findings = gate.check(rows);
    List<FeatureVersion> schema = schema(rows.features());
    AccountTimeSplit split = AccountTimeSplit.of(rows, order.model(), shares);
    gate.check(split);
    stages.enter(JobState.TRAINING, trainingDetail(split));
    Search.Result search = search(split, stages);
    stages.enter(
        JobState.EVALUATING,
        "chose "
            + search.best().settings().words()
            + ", "
            + search.best().ensemble().trees().size()
            + " trees");
    Evaluation evaluation = Evaluation.of(search.best().ensemble(), split);
    Optional<Champion> serving = champion.get();
    byte[] evidence = evidence(split.evaluation(), evaluation, serving);
    stages.enter(JobState.EXPORTING, evaluationDetail(evaluation, serving));
    byte[] bundle = export(order, schema, findings, split, search, evaluation);
    return new Candidate(
        bundle, evidence, serving.map(Champion::version), findings, evaluation.metrics());
  }

  private Search.Result search(AccountTimeSplit split, Stages stages) {
    return new Search(trainer, config.candidates(), config.threads())
        .run(
            split.train(),
            split.calibration(),
            (trees, most) ->
                stages.progress(
                    10 + 60 * trees / most, "grew " + trees + " of at most " + most + " trees"));
  }

  private byte[] export(
      Order order,
      List<FeatureVersion> schema,
      DataGate.Findings findings,
      AccountTimeSplit split,
      Search.Result search,
      Evaluation evaluation) {
    ExportBundle.Graph graph = ExportBundle.graph(search.best(), evaluation.forest(), split);
    String card =
        ModelCard.text(
            new ModelCard.Subject(
                order.model(),
                order.runId(),
                order.cause(),
                order.from(),
                order.to(),
                order.dataSha256()),
            findings,
            split,
            search,
            evaluation,
            graph.parity().words());
    Manifest manifest =
        new Manifest(
            order.model(),
            null,
            schema,
            new TrainingRun(
                order.runId(),
                order.requestedBy(),
                order.requestedAt(),
                findings.rows(),
                order.from(),
                order.to()),
            order.dataSha256(),
            evaluation.metrics(),
            evaluation.forest().calibration(),
            Map.of(),
            order.requestedAt(),
            quittanceVersion,
            trainer.family(),
            "xgboost",
            ExplanationMethod.TREES,
            Map.of());
    return ExportBundle.bundle(
        graph, manifest, evaluation.forest(), split, evaluation.calibrationProbabilities(), card);
  }

  /// Each column with the version of its feature that the catalogue has now.
  private static List<FeatureVersion> schema(List<String> features) {
    FeatureCatalogue catalogue = FeatureCatalogue.standard();
    for (String feature : features) {
      if (!catalogue.names().contains(feature)) {
        throw new BadDataException("the data set has a column of no known feature: " + feature);
      }
    }
    return features.stream()
        .map(name -> new FeatureVersion(name, catalogue.definition(name).version()))
        .toList();
  }

  private static byte[] evidence(
      LabelledRows rows, Evaluation evaluation, Optional<Champion> champion) {
    return Evidence.csv(
        rows.labels(),
        evaluation.probabilities(),
        champion.map(serving -> serving.probabilities(rows)));
  }

  private static String trainingDetail(AccountTimeSplit split) {
    return String.format(
        Locale.ROOT,
        "%d rows train, %d stop and calibrate, %d later ones of %d unseen accounts evaluate, %d are"
            + " unused",
        split.train().size(),
        split.calibration().size(),
        split.evaluation().size(),
        split.evaluation().distinctAccounts(),
        split.unused());
  }

  private static String evaluationDetail(Evaluation evaluation, Optional<Champion> champion) {
    return String.format(
        Locale.ROOT,
        "AUC %.4f (%.4f to %.4f) on %d later rows of unseen accounts; %s",
        evaluation.auc().auc(),
        evaluation.auc().lower(),
        evaluation.auc().upper(),
        evaluation.after().rows(),
        champion
            .map(serving -> "scored beside champion version " + serving.version())
            .orElse("there is no champion to compare with"));
  }
}
