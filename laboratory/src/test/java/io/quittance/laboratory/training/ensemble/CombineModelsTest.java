package io.quittance.laboratory.training.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.forest.TreeEnsemble;
import io.quittance.laboratory.SyntheticExamples;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.fit.Trainers;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.ModelForm;
import io.quittance.laboratory.training.Trainer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CombineModelsTest {

  private static final Examples TRAIN = SyntheticExamples.of(3_000, 1);
  private static final Examples HELD = SyntheticExamples.of(2_000, 2);
  private static final Examples LATER = SyntheticExamples.of(1_000, 3);
  private static final Limits LIMITS = new Limits(40, 10, 4, 64, 42);
  private static final FittedModel XGBOOST = train(TRAIN, Family.XGBOOST);
  private static final FittedModel LIGHTGBM = train(TRAIN, Family.LIGHTGBM);
  private static final FittedModel LOGISTIC = train(TRAIN, Family.LOGISTIC_REGRESSION);

  private static FittedModel train(Examples rows, Family family) {
    Trainer trainer = Trainers.of(family).orElseThrow();
    return trainer.train(
        new Trainer.Task(rows, HELD, trainer.defaults(LIMITS), LIMITS), Trainer.Progress.NONE);
  }

  private static FittedModel stacked(FittedModel... members) {
    return CombineModels.stacked(
        List.of(members),
        Arrays.stream(members).map(member -> member.margins(HELD)).toList(),
        HELD.labels(),
        HELD.weights(),
        HELD);
  }

  @Test
  void aStackLosesNoMoreThanItsBestMember() {
    FittedModel stack = stacked(XGBOOST, LIGHTGBM, LOGISTIC);
    assertTrue(stack.logLoss() <= XGBOOST.logLoss() + 1e-6, stack.parameters().words());
    assertTrue(stack.logLoss() <= LOGISTIC.logLoss() + 1e-6, stack.parameters().words());
    stack.parameters().values().entrySet().stream()
        .filter(parameter -> parameter.getKey().startsWith("weight-"))
        .forEach(parameter -> assertTrue(parameter.getValue() >= 0, parameter.toString()));
  }

  @Test
  void aStackOfForestsIsOneForest() {
    FittedModel stack = stacked(XGBOOST, LIGHTGBM);
    TreeEnsemble forest = assertInstanceOf(ModelForm.Forest.class, stack.form()).ensemble();
    assertEquals(XGBOOST.rounds() + LIGHTGBM.rounds(), forest.trees().size());
    double[] margins = stack.margins(LATER);
    for (int i = 0; i < LATER.size(); i++) {
      assertEquals(margins[i], forest.margin(LATER.row(i)), 1e-5);
    }
  }

  @Test
  void forestsThatEncodeCategoriesDifferentlyBecomeAGraph() {
    FittedModel other = train(LATER, Family.LIGHTGBM);
    assertInstanceOf(ModelForm.Graph.class, stacked(XGBOOST, other).form());
  }

  @Test
  void aMemberThatOrdersBackwardsIsLeftOut() {
    double[] backwards = XGBOOST.margins(HELD);
    Arrays.setAll(backwards, i -> -backwards[i]);
    FittedModel stack =
        CombineModels.stacked(
            List.of(LIGHTGBM, LOGISTIC),
            List.of(XGBOOST.margins(HELD), backwards),
            HELD.labels(),
            HELD.weights(),
            HELD);
    assertEquals(
        List.of("intercept", "weight-lightgbm"), List.copyOf(stack.parameters().values().keySet()));
  }

  @Test
  void aVoteIsTheMeanOfProbabilities() {
    FittedModel vote = CombineModels.softVote(List.of(XGBOOST, LOGISTIC), HELD);
    double[] margins = vote.margins(LATER);
    double[] first = XGBOOST.margins(LATER);
    double[] second = LOGISTIC.margins(LATER);
    for (int i = 0; i < margins.length; i++) {
      assertEquals((p(first[i]) + p(second[i])) / 2, p(margins[i]), 1e-12);
    }
    assertEquals(
        LogLoss.of(vote.margins(HELD), HELD.labels(), HELD.weights()), vote.logLoss(), 1e-12);
  }

  private static double p(double margin) {
    return 1 / (1 + Math.exp(-margin));
  }

  @Test
  void nothingCannotBeJoined() {
    assertThrows(IllegalArgumentException.class, () -> CombineModels.softVote(List.of(), HELD));
    assertThrows(IllegalArgumentException.class, CombineModelsTest::stacked);
  }
}
