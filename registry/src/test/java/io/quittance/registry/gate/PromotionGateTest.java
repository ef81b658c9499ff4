package io.quittance.registry.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.registry.RegistryConfig;
import io.quittance.registry.TestEvidence;
import io.quittance.registry.gate.GateVerdict.Verdict;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PromotionGateTest {

  private static final RegistryConfig.Gate RULES = new Rules(0.005, 0.01, 0.52, 300, 30, 0.95);

  private final PromotionGate gate = new PromotionGate(RULES);

  @Test
  void aClearlySharperCandidateIsBetter() {
    GateVerdict verdict = gate.judge(TestEvidence.of(3000, 1, 0.1, 2.0));

    assertEquals(Verdict.BETTER, verdict.verdict());
    assertTrue(verdict.passed());
    assertTrue(nonNull(verdict.low()) > 0);
  }

  @Test
  void theChampionAgainIsEquivalent() {
    Evidence evidence = TestEvidence.of(3000, 2, 0.5, 0.5);
    Evidence same = new Evidence(evidence.candidate(), evidence.candidate(), evidence.labels());

    GateVerdict verdict = gate.judge(same);

    assertEquals(Verdict.EQUIVALENT, verdict.verdict());
    assertTrue(verdict.passed());
    assertEquals(0, nonNull(verdict.deltaAuc()));
    assertEquals(0, nonNull(verdict.logLossDelta()));
  }

  @Test
  void aBlunterCandidateIsWorse() {
    GateVerdict verdict = gate.judge(TestEvidence.of(3000, 3, 2.0, 0.1));

    assertEquals(Verdict.WORSE, verdict.verdict());
    assertFalse(verdict.passed());
  }

  @Test
  void aCandidateThatRanksWellAndLiesAboutItsProbabilitiesIsWorse() {
    Evidence honest = TestEvidence.of(3000, 4, 0.1, 2.0);
    double[] boastful = Arrays.stream(honest.candidate()).map(p -> Math.pow(p, 0.05)).toArray();

    GateVerdict verdict = gate.judge(new Evidence(boastful, honest.champion(), honest.labels()));

    assertTrue(nonNull(verdict.low()) > 0);
    assertEquals(Verdict.WORSE, verdict.verdict());
    assertFalse(verdict.passed());
  }

  @Test
  void tooFewRowsAreInsufficient() {
    assertInsufficient(TestEvidence.of(299, 5, 0.1, 2.0));
  }

  @Test
  void tooFewOfOneClassAreInsufficient() {
    Evidence evidence = TestEvidence.of(1000, 6, 0.1, 2.0);
    boolean[] labels = new boolean[1000];
    Arrays.fill(labels, 0, 29, true);

    assertInsufficient(new Evidence(evidence.candidate(), evidence.champion(), labels));
  }

  @Test
  void noRowsAreInsufficient() {
    assertInsufficient(new Evidence(new double[0], null, new boolean[0]));
  }

  @Test
  void theFirstModelMustBeatChance() {
    GateVerdict verdict = gate.judge(TestEvidence.of(1000, 7, 0.5, null));

    assertEquals(Verdict.BETTER, verdict.verdict());
    assertTrue(verdict.passed());
    assertTrue(nonNull(verdict.low()) > 0.02);
    assertNull(verdict.championAuc());
    assertNull(verdict.logLossDelta());
  }

  @Test
  void aFirstModelThatGuessesIsWorse() {
    Evidence guess = TestEvidence.of(1000, 8, 1000, null);

    GateVerdict verdict = gate.judge(guess);

    assertEquals(Verdict.WORSE, verdict.verdict());
    assertFalse(verdict.passed());
  }

  @Test
  void theAucIsTheShareOfPairsInTheRightOrder() {
    Evidence evidence = TestEvidence.of(400, 9, 0.7, 0.7);

    GateVerdict verdict = gate.judge(evidence);

    assertEquals(pairs(evidence.candidate(), evidence), nonNull(verdict.candidateAuc()), 1e-12);
    assertEquals(
        pairs(notNull(evidence.champion()), evidence), nonNull(verdict.championAuc()), 1e-12);
  }

  private static double pairs(double[] scores, Evidence evidence) {
    double right = 0;
    double all = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (evidence.labels()[i] && !evidence.labels()[j]) {
          all++;
          right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return right / all;
  }

  private void assertInsufficient(Evidence evidence) {
    GateVerdict verdict = gate.judge(evidence);
    assertEquals(Verdict.INSUFFICIENT, verdict.verdict());
    assertFalse(verdict.passed());
    assertNull(verdict.deltaAuc());
  }

  private static double nonNull(@org.jspecify.annotations.Nullable Double value) {
    assertNotNull(value);
    return value;
  }

  private static double[] notNull(double @org.jspecify.annotations.Nullable [] value) {
    assertNotNull(value);
    return value;
  }

  record Rules(
      double nonInferiorityMargin,
      double maxLogLossIncrease,
      double minAuc,
      int minRows,
      int minClassRows,
      double confidence)
      implements RegistryConfig.Gate {}
}
