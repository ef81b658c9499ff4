package io.quittance.laboratory.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.bundle.ModelInputs;
import io.quittance.core.bundle.Provenance;
import io.quittance.core.bundle.TrainingRun;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.onnx.trees.OnnxModel;
import io.quittance.laboratory.SyntheticExamples;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.fit.Trainers;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.ensemble.CombineModels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every family and ensemble on rows with 5 % missing values, categories and outliers, through ONNX
/// Runtime and back. `-Dparity.rows=20000` makes the table of the documentation.
final class ParityTableTest {

  private static final Examples TRAIN = SyntheticExamples.of(4_000, 28, 1);
  private static final Examples VALIDATION = SyntheticExamples.of(1_000, 28, 2);
  private static final Examples LATER =
      SyntheticExamples.of(Integer.getInteger("parity.rows", 2_000), 28, 3);
  private static final Limits LIMITS = new Limits(80, 10, 5, 64, 42);
  private static final List<FittedModel> MODELS = models();

  private static List<FittedModel> models() {
    List<FittedModel> models = new ArrayList<>();
    for (Trainer trainer : Trainers.all()) {
      models.add(train(trainer));
    }
    List<FittedModel> forests = models.subList(0, 3);
    models.add(stacked("forests", List.copyOf(forests)));
    models.add(stacked("all", List.copyOf(models.subList(0, 5))));
    models.add(CombineModels.softVote(List.copyOf(models.subList(0, 5)), VALIDATION));
    return models;
  }

  private static FittedModel train(Trainer trainer) {
    return trainer.train(
        new Trainer.Task(TRAIN, VALIDATION, trainer.defaults(LIMITS), LIMITS),
        Trainer.Progress.NONE);
  }

  private static FittedModel stacked(String what, List<FittedModel> members) {
    assertTrue(members.size() > 1, what);
    return CombineModels.stacked(
        members,
        members.stream().map(member -> member.margins(VALIDATION)).toList(),
        VALIDATION.labels(),
        VALIDATION.weights(),
        VALIDATION);
  }

  @Test
  void graphsComputeWhatTrainersCompute() {
    StringBuilder table = new StringBuilder("\n");
    table.append(
        "| Model | Rows | Margin | Probability | Calibrated | Flat forest | Same bits |\n");
    table.append("|---|---|---|---|---|---|---|\n");
    for (FittedModel model : MODELS) {
      Calibration calibration =
          Calibration.fitLogistic(model.margins(VALIDATION), VALIDATION.labels());
      GraphParity parity = ExportModel.graph(model, calibration, LATER).parity();
      table.append(line(model, parity));
      assertEquals(LATER.size(), parity.rows());
      assertTrue(parity.calibrated() <= GraphParity.TOLERANCE, model.kind() + parity.words());
      assertTrue(parity.margin() <= 2e-5, model.kind() + parity.words());
    }
    System.getLogger("parity").log(System.Logger.Level.INFO, table);
  }

  private static String line(FittedModel model, GraphParity parity) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2g | %.2g | %.2g | %s |%n",
        model.kind(),
        parity.rows(),
        parity.margin(),
        parity.probability(),
        parity.calibrated(),
        parity
            .forest()
            .map(
                flat ->
                    String.format(Locale.ROOT, "%.2g | %d", flat.margin(), flat.identicalRows()))
            .orElse("- | -"));
  }

  @Test
  void theFlatForestHasTheBitsOfTheBoosters() {
    for (FittedModel model : MODELS.subList(0, 2)) {
      GraphParity parity = ExportModel.graph(model, Calibration.IDENTITY, LATER).parity();
      assertEquals(LATER.size(), parity.forest().orElseThrow().identicalRows(), parity.words());
    }
  }

  @Test
  void aRowAloneComesOutAsInABatch() {
    for (FittedModel model : MODELS) {
      byte[] onnx = ExportModel.graph(model, Calibration.IDENTITY, LATER).onnx();
      try (OnnxScorer scorer = new OnnxScorer(onnx)) {
        OnnxScorer.Scores batch = scorer.score(LATER.values(), LATER.size(), LATER.width());
        for (int i = 0; i < 300; i++) {
          OnnxScorer.Scores alone = scorer.score(LATER.row(i), 1, LATER.width());
          assertEquals(batch.margins()[i], alone.margins()[0], 0f, model.kind() + " row " + i);
          assertEquals(batch.probabilities()[i], alone.probabilities()[0], 0f, model.kind());
        }
      }
    }
  }

  @Test
  void ensemblesOfForestsStayForests() {
    assertEquals(ExplanationMethod.TREES, ExportModel.explanation(MODELS.get(5)));
    assertEquals("stacked", MODELS.get(5).kind());
    assertEquals(ExplanationMethod.SAMPLED, ExportModel.explanation(MODELS.get(6)));
    assertEquals("soft-vote", MODELS.get(7).kind());
    assertEquals(ExplanationMethod.ADDITIVE, ExportModel.explanation(MODELS.get(3)));
  }

  @Test
  void equalArgumentsGiveEqualBytes() {
    for (int k = 0; k < Trainers.all().size(); k++) {
      FittedModel again = train(Trainers.all().get(k));
      assertArrayEquals(bundle(MODELS.get(k)), bundle(again), again.kind());
    }
  }

  @Test
  void bundlesOfEveryFamilyLoad() {
    for (FittedModel model : MODELS) {
      ModelBundle read = ModelBundle.read(bundle(model));
      assertEquals(model.kind(), read.manifest().family());
      assertEquals(50, read.goldenRows().size());
      boolean forest = read.manifest().explanation() == ExplanationMethod.TREES;
      assertEquals(forest, read.background().isEmpty());
      assertEquals(forest, OnnxModel.read(read.onnx(), LATER.width()).forest().isPresent());
    }
  }

  @Test
  void aGraphOfAnotherModelIsRefused() {
    FittedModel right = MODELS.getFirst();
    byte[] wrong = ExportModel.graph(MODELS.get(1), Calibration.IDENTITY, LATER).onnx();
    GraphParity parity =
        GraphParity.measure(right, Calibration.IDENTITY, java.util.Optional.empty(), wrong, LATER);
    assertThrows(ExportRefusedException.class, parity::require);
  }

  @Test
  void goldenRowsHaveGapsAndOneIsEmpty() {
    float[][] golden = ExportModel.goldenRows(LATER);
    assertEquals(50, golden.length);
    assertTrue(Float.isNaN(golden[4][0]));
    for (float value : golden[49]) {
      assertTrue(Float.isNaN(value));
    }
  }

  private static byte[] bundle(FittedModel model) {
    double[] margins = model.margins(VALIDATION);
    Calibration calibration = Calibration.fitLogistic(margins, VALIDATION.labels());
    double[] predictions = new double[margins.length];
    java.util.Arrays.setAll(predictions, i -> calibration.probability(margins[i]));
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    Manifest manifest =
        new Manifest(
            "payment-30d",
            null,
            new ModelInputs(
                TRAIN.names().stream().map(name -> new FeatureVersion(name, 1)).toList(),
                ExportModel.categories(TRAIN.columns())),
            new Provenance(
                new TrainingRun("run", "somebody", at, TRAIN.size(), at, at),
                "0".repeat(64),
                at,
                "test",
                "framework"),
            model.kind(),
            calibration,
            ExportModel.explanation(model),
            Map.of("auc", 0.7),
            Map.of());
    return ExportModel.bundle(
        ExportModel.graph(model, calibration, LATER),
        manifest,
        new ExportModel.Rows(VALIDATION, predictions, LATER),
        "# Card of " + FeatureCatalogue.ACTION_CHANNEL);
  }
}
