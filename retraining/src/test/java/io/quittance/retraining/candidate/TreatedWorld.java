package io.quittance.retraining.candidate;

import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.retraining.candidate.DecisionWeeks.Open;
import io.quittance.retraining.candidate.DecisionWeeks.Week;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Weeks of debtors whose reaction to contacts is known. Each week draws one of four treatments
/// with equal probability:
///
/// logit P(pays) = −1.6 + 0.5 · utilisation + effect,
///
/// and a payer pays 0.3 of the balance. A sixth of the weeks lasts three days and has fewer
/// payments.
///
/// @param effects in log odds, by arm
record TreatedWorld(Map<Integer, Double> effects) {

  static final int NOTHING = 0;
  static final int LETTER = arm(Action.LETTER, Offer.REMINDER);
  static final int CALL = arm(Action.CALL, Offer.REMINDER);
  static final int CALL_SETTLEMENT = arm(Action.CALL, Offer.SETTLEMENT);
  static final double CALL_EFFECT = 0.9;
  static final double SETTLEMENT_EFFECT = 0.4;
  static final double PAID_SHARE = 0.3;

  /// Calls work, letters do not.
  static final TreatedWorld CALLS_WORK =
      new TreatedWorld(Map.of(CALL, CALL_EFFECT, CALL_SETTLEMENT, CALL_EFFECT + SETTLEMENT_EFFECT));

  /// Nothing works.
  static final TreatedWorld NOTHING_WORKS = new TreatedWorld(Map.of());

  private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.standard();
  private static final int UTILISATION = CATALOGUE.index("credit_utilisation");
  private static final List<Open> OPEN =
      List.of(
          new Open(NOTHING, 0.25),
          new Open(LETTER, 0.25),
          new Open(CALL, 0.25),
          new Open(CALL_SETTLEMENT, 0.25));

  private static int arm(Action action, Offer offer) {
    return Treatment.values().indexOf(Treatment.of(action, offer));
  }

  DecisionWeeks of(int debtors, int weeksEach, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Week> weeks = new ArrayList<>();
    float[] values = new float[debtors * weeksEach * CATALOGUE.size()];
    for (int debtor = 0; debtor < debtors; debtor++) {
      float balance = (float) (200 + 800 * random.nextDouble());
      float late = random.nextInt(120);
      float utilisation = (float) random.nextGaussian();
      for (int i = 0; i < weeksEach; i++) {
        int arm = OPEN.get(random.nextInt(OPEN.size())).arm();
        boolean isShort = random.nextInt(6) == 0;
        boolean paid =
            random.nextDouble() < probability(arm, utilisation, isShort ? 3 / Week.WHOLE : 1);
        int row = weeks.size() * CATALOGUE.size();
        values[row + CATALOGUE.index("balance")] = balance;
        values[row + CATALOGUE.index("days_past_due")] = late;
        values[row + UTILISATION] = utilisation;
        values[row + CATALOGUE.size() - 1] = arm;
        long minor = Math.round(100 * balance);
        weeks.add(
            new Week(
                "account-" + debtor + "-" + i % 2,
                "debtor-" + debtor,
                1_767_225_600_000_000L + weeks.size() * 60_000_000L,
                arm,
                OPEN,
                minor,
                paid ? Math.round(PAID_SHARE * minor) : 0,
                isShort ? 3 : Week.WHOLE));
      }
    }
    return new DecisionWeeks(CATALOGUE.names(), values, weeks);
  }

  /// Returns the probability of a payment in a part of a week, whose odds grow with its length.
  private double probability(int arm, float utilisation, double exposure) {
    double odds = exposure * Math.exp(-1.6 + 0.5 * utilisation + effects.getOrDefault(arm, 0.0));
    return odds / (1 + odds);
  }

  /// Returns the true mean gain of one arm over nothing in the given weeks, minor units.
  double gain(DecisionWeeks data, int arm) {
    double sum = 0;
    for (int i = 0; i < data.weeks().size(); i++) {
      Week week = data.weeks().get(i);
      float utilisation = data.value(i, UTILISATION);
      double exposure = week.days() / Week.WHOLE;
      double more =
          probability(arm, utilisation, exposure) - probability(NOTHING, utilisation, exposure);
      sum += more * PAID_SHARE * week.balanceMinor();
    }
    return sum / data.weeks().size();
  }
}
