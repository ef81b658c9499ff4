package io.quittance.retraining.candidate;

import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.bundle.ModelInputs;
import io.quittance.core.bundle.Provenance;
import io.quittance.core.bundle.TrainingRun;
import io.quittance.core.effect.LearntEffects;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.model.FeatureVersion;
import io.quittance.laboratory.dataset.AccountTimeSplit;
import io.quittance.laboratory.dataset.DataGate;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.LabelledRows;
import io.quittance.laboratory.evaluation.Champion;
import io.quittance.laboratory.evaluation.Evaluation;
import io.quittance.laboratory.evaluation.ModelCard;
import io.quittance.laboratory.evaluation.PairedScores;
import io.quittance.laboratory.export.ExportModel;
import io.quittance.laboratory.fit.Combination;
import io.quittance.laboratory.fit.FitModel;
import io.quittance.laboratory.fit.FitPlan;
import io.quittance.laboratory.fit.FitProgress;
import io.quittance.laboratory.fit.Fitted;
import io.quittance.laboratory.search.Budget;
import io.quittance.laboratory.search.JournalRefusedException;
import io.quittance.laboratory.table.problem.BadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Builds a candidate from labelled rows: data gate, split by account and time, search,
/// calibration, evaluation beside the champion, export. Writes no file except the journal of the
/// search. The same order, rows and champion give the same bytes.
public final class BuildCandidate {

  private static final int LEARNING_EFFECTS = 69;

  private final BuildSettings settings;
  private final FitPlan plan;
  private final DataGate gate;
  private final String quittanceVersion;

  public BuildCandidate(BuildSettings settings, String quittanceVersion) {
    this.settings = settings;
    this.plan =
        FitPlan.of(settings.trainers(), new Budget.Trials(settings.trials()), settings.limits())
            .withThreads(settings.threads())
            .withCombinations(settings.stack() ? Set.of(Combination.STACKED) : Set.of());
    BuildSettings.Fewest fewest = settings.fewest();
    this.gate =
        new DataGate(fewest.rows(), fewest.ofClass(), fewest.partRows(), fewest.partOfClass());
    this.quittanceVersion = quittanceVersion;
  }

  /// Identifies what the candidate is built for; written into the manifest and the card.
  public record Order(
      String model,
      String runId,
      String cause,
      String requestedBy,
      Instant requestedAt,
      Instant from,
      Instant to,
      String dataSha256) {}

  /// The candidate to register.
  ///
  /// @param comparedWith the champion's version, empty when there was none
  @SuppressWarnings("ArrayRecordComponent")
  public record Candidate(
      byte[] bundle,
      byte[] evidence,
      Optional<Integer> comparedWith,
      DataGate.Findings findings,
      Map<String, Double> metrics) {}

  /// The steps of building a candidate, in order.
  public enum Stage {
    TRAINING,
    EVALUATING,
    EXPORTING
  }

  /// Receives the progress of the work.
  public interface Stages {
    void enter(Stage stage, String detail);

    /// Called often.
    ///
    /// @param percent of the whole job, 0..100
    void progress(int percent, String message);

    /// Called after each round of each training, on the threads that train.
    ///
    /// @throws java.util.concurrent.CancellationException when the job may not continue
    default void check() {}
  }

  /// Builds the candidate. Blocks the calling thread.
  ///
  /// @param weeks from which the effects of contacts are learnt, where they suffice
  /// @param champion called once, when the evaluation begins
  /// @param journal from which the search resumes; overwritten when it belongs to another search
  /// @throws BadDataException when the rows are unsuitable for training
  public Candidate run(
      Order order,
      LabelledRows rows,
      DecisionWeeks weeks,
      Supplier<Optional<Champion>> champion,
      Optional<Path> journal,
      Stages stages) {
    DataGate.Findings findings = gate.check(rows);
    List<FeatureVersion> schema = schema(rows.features());
    AccountTimeSplit split = AccountTimeSplit.of(rows, order.model(), settings.shares());
    gate.check(split);
    stages.enter(Stage.TRAINING, trainingDetail(split));
    CandidateFacts.Data data =
        new CandidateFacts.Data(
            findings,
            split,
            JobFolds.of(split.train(), settings.folds(), settings.limits().seed()));
    Fitted fitted = fit(data, journal, stages);
    stages.progress(LEARNING_EFFECTS, "learning the effects of contacts");
    LearnEffects.Learnt effects =
        LearnEffects.of(weeks, order.model(), settings.shares().heldOut());
    stages.enter(Stage.EVALUATING, fittedDetail(fitted) + ". " + effects.sentences().getFirst());
    Examples later = split.evaluation().examples();
    Evaluation evaluation =
        Evaluation.of(fitted.model().margins(later), later.labels(), fitted.calibration());
    Optional<Champion> serving = champion.get();
    byte[] evidence = evidence(split.evaluation(), evaluation, serving);
    stages.enter(Stage.EXPORTING, evaluationDetail(evaluation, serving));
    Map<String, Double> metrics = new LinkedHashMap<>(evaluation.metrics());
    metrics.putAll(effects.metrics());
    byte[] bundle =
        export(order, schema, data, fitted, new Judged(evaluation, serving, effects, metrics));
    return new Candidate(bundle, evidence, serving.map(Champion::version), findings, metrics);
  }

  /// What the candidate was found to be worth.
  ///
  /// @param champion beside which it was evaluated
  /// @param metrics all figures, by stable name
  record Judged(
      Evaluation evaluation,
      Optional<Champion> champion,
      LearnEffects.Learnt effects,
      Map<String, Double> metrics) {}

  private Fitted fit(CandidateFacts.Data data, Optional<Path> journal, Stages stages) {
    Examples train = data.split().train().examples();
    Examples calibration = data.split().calibration().examples();
    FitPlan journalled = plan.withJournal(journal);
    FitProgress progress = new StagedProgress(stages);
    try {
      return FitModel.run(train, data.folds(), calibration, journalled, progress);
    } catch (JournalRefusedException e) {
      journal.ifPresent(BuildCandidate::remove);
      return FitModel.run(train, data.folds(), calibration, journalled, progress);
    }
  }

  private static void remove(Path journal) {
    try {
      Files.deleteIfExists(journal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] export(
      Order order,
      List<FeatureVersion> schema,
      CandidateFacts.Data data,
      Fitted fitted,
      Judged judged) {
    Examples middle = data.split().calibration().examples();
    Examples last = data.split().evaluation().examples();
    ExportModel.Graph graph =
        ExportModel.graph(fitted.model(), fitted.calibration(), middle.followedBy(last));
    String card =
        ModelCard.text(
            CandidateFacts.of(
                order, data, fitted, judged, graph.parity().words(), quittanceVersion));
    Manifest manifest =
        new Manifest(
            order.model(),
            null,
            new ModelInputs(schema, ExportModel.categories(last.columns())),
            new Provenance(
                new TrainingRun(
                    order.runId(),
                    order.requestedBy(),
                    order.requestedAt(),
                    data.findings().rows(),
                    order.from(),
                    order.to()),
                order.dataSha256(),
                order.requestedAt(),
                quittanceVersion,
                fitted.framework()),
            fitted.family(),
            fitted.calibration(),
            ExportModel.explanation(fitted.model()),
            judged.metrics(),
            Map.of());
    double[] predictions = fitted.probabilities(fitted.model().margins(middle));
    Examples learned = data.split().train().examples().followedBy(middle);
    byte[] bundle =
        ExportModel.bundle(graph, manifest, new ExportModel.Rows(learned, predictions, last), card);
    return judged.effects().effects().map(effects -> with(effects, bundle)).orElse(bundle);
  }

  /// Adds the effects to a bundle, then loads the result as a reader would.
  private static byte[] with(LearntEffects effects, byte[] bundle) {
    byte[] zip = ModelBundle.read(bundle).withEffects(effects).write();
    ModelBundle.read(zip).load();
    return zip;
  }

  /// Returns each column with the current version of its feature in the catalogue.
  private static List<FeatureVersion> schema(List<String> features) {
    FeatureCatalogue catalogue = FeatureCatalogue.standard();
    for (String feature : features) {
      if (!catalogue.names().contains(feature)) {
        throw new BadDataException("the data set has a column for an unknown feature: " + feature);
      }
    }
    return features.stream()
        .map(name -> new FeatureVersion(name, catalogue.definition(name).version()))
        .toList();
  }

  private static byte[] evidence(
      LabelledRows rows, Evaluation evaluation, Optional<Champion> champion) {
    return PairedScores.csv(
        rows.labels(),
        evaluation.probabilities(),
        champion.map(serving -> serving.probabilities(rows)));
  }

  private static String trainingDetail(AccountTimeSplit split) {
    return String.format(
        Locale.ROOT,
        "%d rows train, %d calibrate, %d later ones of %d unseen accounts evaluate, %d are"
            + " unused",
        split.train().size(),
        split.calibration().size(),
        split.evaluation().size(),
        split.evaluation().distinctAccounts(),
        split.unused());
  }

  private static String fittedDetail(Fitted fitted) {
    return String.format(
        Locale.ROOT,
        "chose %s with %d trees or epochs after %s; calibration: %s",
        fitted.family(),
        fitted.model().rounds(),
        fitted.history().words(),
        fitted.calibrationChoice().kind());
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
