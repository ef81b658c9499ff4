package io.quittance.core.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EffectModelTest {

  private static final int CALL = arm(Action.CALL, Offer.REMINDER);
  private static final int CALL_WITH_PLAN = arm(Action.CALL, Offer.PAYMENT_PLAN);
  private static final double CALL_EFFECT = 0.6;
  private static final double PLAN_EFFECT = -0.2;
  private static final EffectModel MODEL =
      SampleEffects.of(
              factor ->
                  switch (factor) {
                    case "call" -> CALL_EFFECT;
                    case "payment-plan" -> PLAN_EFFECT;
                    default -> 0;
                  },
              0.4)
          .model();
  private static final float[] ROW = new float[ContactDesign.features().size()];
  private static final float[] AVERAGE = {0, 0, 0, 0};

  private static int arm(Action action, Offer offer) {
    return Treatment.values().indexOf(new Treatment(action, offer));
  }

  @Test
  void anArmAddsItsFactorsToTheLogOdds() {
    double[] probabilities = MODEL.probabilities(ROW, AVERAGE);

    double alone = logit(probabilities[0]);
    assertEquals(MODEL.level() + MODEL.base().margin(ROW), alone, 1e-6);
    assertEquals(alone + CALL_EFFECT, logit(probabilities[CALL]), 1e-9);
    assertEquals(alone + CALL_EFFECT + PLAN_EFFECT, logit(probabilities[CALL_WITH_PLAN]), 1e-9);
  }

  @Test
  void theIntervalOfAChanceIsThatOfItsEffect() {
    double[] probabilities = MODEL.probabilities(ROW, AVERAGE);

    EffectModel.Chance alone = MODEL.prospect(ROW, AVERAGE).chance(0);
    EffectModel.Chance call = MODEL.prospect(ROW, AVERAGE).chance(CALL_WITH_PLAN);

    assertEquals(
        new EffectModel.Chance(probabilities[0], probabilities[0], probabilities[0]), alone);
    assertEquals(probabilities[CALL_WITH_PLAN], call.probability(), 1e-12);
    double sd = Math.sqrt(2) * SampleEffects.SD;
    assertEquals(1.96 * sd, logit(call.to()) - logit(call.probability()), 1e-4);
    assertEquals(1.96 * sd, logit(call.probability()) - logit(call.from()), 1e-4);
  }

  @Test
  void modifiersAreReadFromTheFeatures() {
    FeatureCatalogue catalogue = FeatureCatalogue.standard();
    float[] values = new float[catalogue.size()];
    values[catalogue.index("balance")] = 148_250;
    values[catalogue.index("days_past_due")] = 47;
    values[catalogue.index("credit_utilisation")] = Float.NaN;
    values[catalogue.index("in_hardship")] = 1;

    float[] modifiers = ContactDesign.modifiers(FeatureVector.of(values));

    assertEquals(Math.log(148_251), modifiers[0], 1e-5);
    assertEquals(Math.log(48), modifiers[1], 1e-6);
    assertEquals(Float.NaN, modifiers[2]);
    assertEquals(1, modifiers[3]);
  }

  @Test
  void effectsDependOnNothingButBalanceLatenessUtilisationAndHardship() {
    assertEquals(
        "[log balance, log days past due, credit utilisation, hardship]",
        ContactDesign.EFFECTS.modifiers().toString());
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    double[] shares = MODEL.shares();
    double[] tooFew = Arrays.copyOf(shares, shares.length - 1);
    double[] endless = shares.clone();
    endless[1] = Double.POSITIVE_INFINITY;

    assertThrows(IllegalArgumentException.class, () -> with(tooFew));
    assertThrows(IllegalArgumentException.class, () -> with(endless));
  }

  private static EffectModel with(double[] shares) {
    return new EffectModel(
        MODEL.design(),
        MODEL.base(),
        MODEL.level(),
        MODEL.standardisation(),
        MODEL.posterior(),
        shares);
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }
}
