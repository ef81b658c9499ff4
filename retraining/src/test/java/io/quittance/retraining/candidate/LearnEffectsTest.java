package io.quittance.retraining.candidate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.effect.ContactDesign;
import io.quittance.core.effect.EffectModel;
import io.quittance.laboratory.dataset.AccountTimeSplit;
import io.quittance.retraining.candidate.DecisionWeeks.Open;
import io.quittance.retraining.candidate.DecisionWeeks.Week;
import io.quittance.retraining.candidate.LearnEffects.Learnt;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LearnEffectsTest {

  private static final String MODEL = "payment-30d";
  private static final double HELD_OUT = 0.3;
  private static final DecisionWeeks CALLS_WORK = TreatedWorld.CALLS_WORK.of(2_000, 6, 1);

  @Test
  void knownEffectsAreFound() {
    EffectModel effects =
        LearnEffects.of(CALLS_WORK, MODEL, HELD_OUT).effects().orElseThrow().model();

    assertNear(TreatedWorld.CALL_EFFECT, effect(effects, "call"));
    assertNear(TreatedWorld.SETTLEMENT_EFFECT, effect(effects, "settlement"));
    assertNear(0, effect(effects, "letter"));
  }

  /// The best that can be done is a call with a settlement for everybody.
  @Test
  void theGainOverContactingNobodyIsTheTrueOne() {
    Map<String, Double> metrics = LearnEffects.of(CALLS_WORK, MODEL, HELD_OUT).metrics();

    double truth = TreatedWorld.CALLS_WORK.gain(CALLS_WORK, TreatedWorld.CALL_SETTLEMENT);
    double low = figure(metrics, "value_gain_vs_nothing_low");
    double high = figure(metrics, "value_gain_vs_nothing_high");
    assertTrue(low > 0, metrics::toString);
    assertTrue(low < truth && truth < high, truth + " " + metrics);
    assertTrue(figure(metrics, "value_gain_vs_done_low") > 0, metrics::toString);
    assertTrue(high - low < 2 * truth, metrics::toString);
  }

  @Test
  void aWorldWithoutEffectsIsNotToldApart() {
    Learnt learnt = LearnEffects.of(TreatedWorld.NOTHING_WORKS.of(1_000, 6, 3), MODEL, HELD_OUT);

    assertTrue(
        learnt.sentences().stream()
            .anyMatch(s -> s.contains("who contacts nobody") && s.endsWith("not told apart.")),
        learnt.sentences()::toString);
    assertTrue(figure(learnt.metrics(), "value_gain_vs_nothing_low") < 0);
  }

  @Test
  void fewWeeksAreRefusedWithWhatIsNeeded() {
    Learnt learnt = LearnEffects.of(TreatedWorld.CALLS_WORK.of(150, 6, 4), MODEL, HELD_OUT);

    assertTrue(learnt.effects().isEmpty());
    assertEquals(Map.of(), learnt.metrics());
    assertTrue(
        learnt.sentences().getFirst().contains("At least 1000 weeks of 200 debtors"),
        learnt.sentences()::toString);
  }

  @Test
  void aFileWithoutWeeksIsNoError() {
    Learnt learnt = LearnEffects.of(DecisionWeeks.NONE, MODEL, HELD_OUT);

    assertTrue(learnt.effects().isEmpty());
    assertTrue(learnt.sentences().getFirst().contains("holds no week"));
  }

  /// Whatever the accounts that judge did, and the other accounts of their debtors, nothing is
  /// learnt from it.
  @Test
  void debtorsThatJudgeTeachNothing() {
    List<String> held = held();
    DecisionWeeks altered =
        each(
            CALLS_WORK,
            week -> held.contains(week.debtor()) ? paid(week, week.balanceMinor()) : week);

    Learnt one = LearnEffects.of(CALLS_WORK, MODEL, HELD_OUT);
    Learnt other = LearnEffects.of(altered, MODEL, HELD_OUT);

    float[] row = new float[ContactDesign.features().size()];
    float[] modifiers = {6, 3, 0.2f, 0};
    assertArrayEquals(
        one.effects().orElseThrow().model().probabilities(row, modifiers),
        other.effects().orElseThrow().model().probabilities(row, modifiers));
    assertFalse(one.metrics().equals(other.metrics()));
  }

  /// Among the debtors that judge, calls keep everybody from paying.
  @Test
  void effectsThatDoHarmAreNotCarried() {
    List<String> held = held();
    DecisionWeeks harmed =
        each(
            CALLS_WORK,
            week ->
                held.contains(week.debtor())
                    ? paid(week, week.arm() < TreatedWorld.CALL ? week.balanceMinor() : 0)
                    : week);

    Learnt learnt = LearnEffects.of(harmed, MODEL, HELD_OUT);

    assertTrue(learnt.effects().isEmpty());
    assertTrue(figure(learnt.metrics(), "value_gain_vs_done_high") < 0, learnt.metrics()::toString);
    assertTrue(
        learnt.sentences().getLast().contains("does not carry"), learnt.sentences()::toString);
  }

  @Test
  void whatWasNeverDrawnCannotBeKnown() {
    DecisionWeeks certain =
        each(
            TreatedWorld.CALLS_WORK.of(1_000, 6, 5),
            week ->
                new Week(
                    week.account(),
                    week.debtor(),
                    week.decidedAtMicros(),
                    week.arm(),
                    week.arm() == 0
                        ? List.of(new Open(0, 1), new Open(TreatedWorld.CALL, 0))
                        : List.of(new Open(0, 0), new Open(week.arm(), 1)),
                    week.balanceMinor(),
                    week.paidMinor(),
                    week.days()));

    Learnt learnt = LearnEffects.of(certain, MODEL, HELD_OUT);

    assertTrue(learnt.effects().isPresent());
    assertEquals(java.util.Set.of("effect_weeks"), learnt.metrics().keySet());
    assertTrue(
        learnt.sentences().getLast().contains("cannot be known"), learnt.sentences()::toString);
  }

  private static List<String> held() {
    return CALLS_WORK.weeks().stream()
        .filter(week -> AccountTimeSplit.isHeldOut(MODEL, week.account(), HELD_OUT))
        .map(Week::debtor)
        .distinct()
        .toList();
  }

  private static DecisionWeeks each(DecisionWeeks data, UnaryOperator<Week> change) {
    return new DecisionWeeks(
        data.features(), data.values(), data.weeks().stream().map(change).toList());
  }

  private static Week paid(Week week, long minor) {
    return new Week(
        week.account(),
        week.debtor(),
        week.decidedAtMicros(),
        week.arm(),
        week.open(),
        week.balanceMinor(),
        minor,
        week.days());
  }

  private static EffectModel.Effect effect(EffectModel model, String factor) {
    return model.effects().stream()
        .filter(e -> e.factor().equals(factor) && e.modifier().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static void assertNear(double truth, EffectModel.Effect effect) {
    assertTrue(Math.abs(effect.mean() - truth) < 3 * effect.sd(), effect::toString);
    assertTrue(effect.sd() < 0.15, effect::toString);
  }

  private static double figure(Map<String, Double> metrics, String name) {
    return Objects.requireNonNull(metrics.get(name), () -> name + " " + metrics);
  }
}
