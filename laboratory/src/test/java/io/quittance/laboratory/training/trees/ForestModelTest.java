package io.quittance.laboratory.training.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.forest.TreeEnsemble;
import io.quittance.laboratory.SyntheticExamples;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.ModelForm;
import io.quittance.laboratory.training.Parameters;
import io.quittance.laboratory.training.Trainer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The trees read from the libraries' files against the libraries, where files look unusual.
final class ForestModelTest {

  private static final Examples TRAIN = SyntheticExamples.of(3_000, 1);
  private static final Examples LATER = SyntheticExamples.of(1_000, 2);
  private static final Limits LIMITS = new Limits(40, 40, 6, 64, 42);
  private static final List<Trainer> TRAINERS =
      List.of(new XgboostTrainer(), new LightgbmTrainer(), new RandomForestTrainer());

  @Test
  void missingWhereTrainingSawNone() {
    float[] filled = TRAIN.values().clone();
    for (int i = 0; i < filled.length; i++) {
      filled[i] = Float.isNaN(filled[i]) ? 0 : filled[i];
    }
    Examples train = new Examples(TRAIN.columns(), filled, TRAIN.labels(), TRAIN.weights());
    for (Trainer trainer : TRAINERS) {
      assertSame(train(trainer, train, Map.of()), LATER);
    }
  }

  @Test
  void infiniteValuesAndValuesOnTheThresholds() {
    float[] values = LATER.values().clone();
    for (int i = 0; i < values.length; i += 7) {
      values[i] = i % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE;
    }
    Examples extreme = new Examples(LATER.columns(), values, LATER.labels(), LATER.weights());
    float[] rounded = TRAIN.values().clone();
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = Math.round(rounded[i] * 4) / 4f;
    }
    Examples coarse = new Examples(TRAIN.columns(), rounded, TRAIN.labels(), TRAIN.weights());
    for (Trainer trainer : TRAINERS) {
      assertSame(train(trainer, TRAIN, Map.of()), extreme);
      assertSame(train(trainer, coarse, Map.of()), coarse);
    }
  }

  @Test
  void treesOfOneLeaf() {
    FittedModel xgboost = train(new XgboostTrainer(), TRAIN, Map.of("min-child-weight", 1e6));
    FittedModel lightgbm = train(new LightgbmTrainer(), TRAIN, Map.of("min-leaf-rows", 1e6));
    for (FittedModel model : List.of(xgboost, lightgbm)) {
      assertEquals(0, forest(model).maxDepth());
      assertSame(model, LATER);
    }
  }

  @Test
  void treesThatWerePruned() {
    FittedModel model = train(new XgboostTrainer(), TRAIN, Map.of("gamma", 8.0, "max-depth", 6.0));
    assertTrue(forest(model).maxDepth() > 1);
    assertSame(model, LATER);
  }

  @Test
  void aForestsMarginComesNearTheLogOdds() {
    double vote = train(new RandomForestTrainer(), TRAIN, Map.of()).logLoss();
    double boosted = train(new XgboostTrainer(), TRAIN, Map.of()).logLoss();
    assertEquals(boosted, vote, 0.05);
  }

  private static FittedModel train(Trainer trainer, Examples rows, Map<String, Double> changed) {
    Map<String, Double> values = new HashMap<>(trainer.defaults(LIMITS).values());
    values.putAll(changed);
    return trainer.train(
        new Trainer.Task(rows, LATER, Parameters.of(values), LIMITS), Trainer.Progress.NONE);
  }

  private static TreeEnsemble forest(FittedModel model) {
    return assertInstanceOf(ModelForm.Forest.class, model.form()).ensemble();
  }

  private static void assertSame(FittedModel model, Examples rows) {
    double[] oracle = model.margins(rows);
    TreeEnsemble forest = forest(model);
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(oracle[i], forest.margin(rows.row(i)), 1e-12, model.family() + " row " + i);
    }
  }
}
