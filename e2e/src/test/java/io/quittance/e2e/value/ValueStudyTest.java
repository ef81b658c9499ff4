package io.quittance.e2e.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.effect.EffectModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Checks a small study for properties that hold at any size.
class ValueStudyTest {

  private static final Map<Contender, ValueStudy.Outcome> OUTCOMES = new EnumMap<>(Contender.class);
  private static ValueStudy.Findings findings;

  @BeforeAll
  static void run() throws Exception {
    GainStudy.Extent tiny = new GainStudy.Extent(List.of(40, 400), 40, 2);
    findings = new ValueStudy(300, 66, 3, _ -> {}, tiny).run();
    findings.outcomes().forEach(outcome -> OUTCOMES.put(outcome.contender(), outcome));
  }

  @Test
  void lawfulPoliciesBreakNoRuleAndOthersBreakMany() {
    for (Contender contender : Contender.values()) {
      ValueStudy.Outcome outcome = outcome(contender);
      if (contender.lawful()) {
        assertEquals(Map.of(), outcome.result().violations(), contender.slug());
      } else {
        assertTrue(outcome.violations() > 100, contender.slug() + " " + outcome.violations());
      }
    }
  }

  @Test
  void theOracleHasTheHighestValue() {
    double oracle = outcome(Contender.ORACLE).net().value();
    for (Contender contender : Contender.values()) {
      double net = outcome(contender).net().value();
      assertTrue(contender == Contender.ORACLE || net < oracle, contender.slug());
    }
    assertTrue(outcome(Contender.ORACLE).overNothing().lower() > 0);
  }

  @Test
  void figuresAreSumsOverDebtorsWithinTheirIntervals() {
    double nothing = outcome(Contender.NOTHING).result().netMinor() * 1_000 / 300;
    for (ValueStudy.Outcome outcome : OUTCOMES.values()) {
      double net = outcome.result().netMinor() * 1_000 / 300;
      assertEquals(net, outcome.net().value(), 1e-6);
      assertEquals(net - nothing, outcome.overNothing().value(), 1e-6);
      assertTrue(outcome.net().lower() <= net && net <= outcome.net().upper());
    }
    assertEquals(0, outcome(Contender.NOTHING).contacts());
  }

  /// The number of positive labels agrees with the sum of the true probabilities within four
  /// standard errors of a Poisson variable.
  @Test
  void labelsOfThePilotAgreeWithTheTruth() {
    PropensityModels.Ranking ranking = findings.ranking();
    assertTrue(ranking.rows() > 100, String.valueOf(ranking.rows()));
    double error = Math.sqrt(ranking.expectedPositives());
    assertEquals(ranking.expectedPositives(), ranking.positives(), 4 * error);
    assertTrue(ranking.truth().auc() > 0.6);
  }

  /// A pilot of forty accounts cannot tell treatments apart; what it learns must do no harm to
  /// speak of. Ten times as many find a part of the gain.
  @Test
  void smallPilotsDoLittleHarmAndLargerOnesLearnSomething() {
    GainStudy.Row tiny = findings.gains().getFirst();
    GainStudy.Row larger = findings.gains().getLast();
    for (double share : tiny.effects()) {
      assertTrue(share > -0.2 && share < 1, tiny.toString());
    }
    for (double share : larger.effects()) {
      assertTrue(share > 0.1 && share < 1, larger.toString());
    }
    assertTrue(larger.weeks() > 5 * tiny.weeks(), findings.gains().toString());
  }

  @Test
  void callsHelpMoreThanLettersAsTheyDoInTruth() {
    assertTrue(effect("call") > effect("letter"), findings.effects().toString());
  }

  private static double effect(String factor) {
    return findings.effects().stream()
        .filter(e -> e.factor().equals(factor) && e.modifier().isEmpty())
        .mapToDouble(EffectModel.Effect::mean)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theReportListsEveryPolicyAndTheJsonIsOneObject() throws Exception {
    String text = ValueStudyReport.text(findings);
    for (Contender contender : Contender.values()) {
      assertTrue(text.contains(contender.slug()), contender.slug());
    }
    assertEquals(
        Contender.values().length,
        new ObjectMapper().readTree(ValueStudyReport.json(findings)).get("policies").size());
  }

  private static ValueStudy.Outcome outcome(Contender contender) {
    ValueStudy.Outcome outcome = OUTCOMES.get(contender);
    if (outcome == null) {
      throw new AssertionError(contender.slug() + " was not tried");
    }
    return outcome;
  }
}
