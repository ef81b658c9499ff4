package io.quittance.laboratory.treatment;

import io.quittance.core.effect.Arm;
import io.quittance.core.effect.EffectDesign;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import java.util.List;
import java.util.SplittableRandom;

/// Debtors whose reaction to treatments is known. Each keeps one treatment for some weeks:
///
/// logit P(pays) = −1.5 + 0.8 · sin(2 · first) + 0.5 · hidden + effect
///
/// where the effect of a call is 0.6 + 0.5 · z and that of a plan −0.3, z being the standardised
/// second property. A payer pays 0.3 of the balance, with a plan 0.1. The third property is unique
/// to the debtor, as a balance is.
final class KnownWorld {

  static final int NOTHING = 0;
  static final int CALL = 1;
  static final int CALL_WITH_PLAN = 2;
  static final double CALL_EFFECT = 0.6;
  static final double CALL_SLOPE = 0.5;
  static final double PLAN_EFFECT = -0.3;

  static final List<Arm> ARMS =
      List.of(
          new Arm("nothing", List.of(), "usual"),
          new Arm("call", List.of("call"), "usual"),
          new Arm("call with plan", List.of("call", "plan"), "plan"));
  static final EffectDesign DESIGN =
      EffectDesign.of(ARMS, List.of("second"), 1, 0.7, 0.5, List.of());

  private static final List<Column> COLUMNS =
      List.of(Column.numeric("first"), Column.numeric("second"), Column.numeric("unique"));

  private KnownWorld() {}

  /// @param hidden whether debtors differ in a property that no column holds
  static TreatedRows of(int debtors, int weeks, boolean hidden, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = debtors * weeks;
    float[] values = new float[size * COLUMNS.size()];
    float[] modifiers = new float[size];
    boolean[] paid = new boolean[size];
    int[] arms = new int[size];
    int[] debtorOf = new int[size];
    float[] shares = new float[size];
    double[] balances = new double[size];
    for (int debtor = 0; debtor < debtors; debtor++) {
      float[] properties = {
        (float) random.nextGaussian(),
        (float) random.nextGaussian(10, 4),
        (float) random.nextGaussian(100, 30)
      };
      double unseen = hidden ? 1.5 * random.nextGaussian() : 0;
      int arm = random.nextInt(ARMS.size());
      double margin = baseMargin(properties) + unseen + effect(arm, properties[1]);
      for (int week = 0; week < weeks; week++) {
        int i = debtor * weeks + week;
        System.arraycopy(properties, 0, values, i * COLUMNS.size(), COLUMNS.size());
        modifiers[i] = properties[1];
        paid[i] = random.nextDouble() < 1 / (1 + Math.exp(-margin));
        arms[i] = arm;
        debtorOf[i] = debtor;
        shares[i] = paid[i] ? arm == CALL_WITH_PLAN ? 0.1f : 0.3f : 0;
        balances[i] = properties[2];
      }
    }
    return new TreatedRows(
        Examples.of(COLUMNS, values, paid), modifiers, arms, debtorOf, shares, balances);
  }

  static double baseMargin(float[] row) {
    return -1.5 + 0.8 * Math.sin(2 * row[0]);
  }

  static double effect(int arm, float second) {
    double z = (second - 10) / 4;
    double call = arm == NOTHING ? 0 : CALL_EFFECT + CALL_SLOPE * z;
    return call + (arm == CALL_WITH_PLAN ? PLAN_EFFECT : 0);
  }
}
