package io.quittance.laboratory.treatment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.laboratory.training.trees.OffsetForest;
import org.junit.jupiter.api.Test;

class SLearnerTest {

  @Test
  void meanEffectsOfEachArmAreCloseToTheTruth() {
    OffsetForest.Size size = new OffsetForest.Size(150, 3, 0.1, 10, 7);
    SLearner model = SLearner.fit(KnownWorld.ARMS, KnownWorld.of(6_000, 4, false, 4), size, 20);

    TreatedRows unseen = KnownWorld.of(1_000, 1, false, 5);
    double[] learnt = new double[3];
    double[] truth = new double[3];
    for (int i = 0; i < unseen.size(); i++) {
      float[] row = unseen.rows().row(i);
      double[] probabilities = model.probabilities(row, new float[] {row[1]});
      for (int arm = 0; arm < 3; arm++) {
        double margin = KnownWorld.baseMargin(row) + KnownWorld.effect(arm, row[1]);
        learnt[arm] += (probabilities[arm] - probabilities[0]) / unseen.size();
        truth[arm] +=
            (1 / (1 + Math.exp(-margin)) - 1 / (1 + Math.exp(-KnownWorld.baseMargin(row))))
                / unseen.size();
      }
    }
    assertEquals(truth[KnownWorld.CALL], learnt[KnownWorld.CALL], 0.02);
    assertEquals(truth[KnownWorld.CALL_WITH_PLAN], learnt[KnownWorld.CALL_WITH_PLAN], 0.02);
  }
}
