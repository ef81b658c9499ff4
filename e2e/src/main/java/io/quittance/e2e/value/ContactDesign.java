package io.quittance.e2e.value;

import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.treatment.Arm;
import io.quittance.laboratory.treatment.EffectDesign;
import io.quittance.laboratory.treatment.TreatedRows;
import io.quittance.simulator.behaviour.Treatment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The effects that the study learns: of each channel and each offer, each over three properties of
/// the account, and of a payment plan in hardship. The arms are those of [Treatment#values()], in
/// their order.
final class ContactDesign {

  private static final double CONSTANT_SD = 0.5;
  private static final double SLOPE_SD = 0.25;
  private static final List<String> MODIFIERS =
      List.of("log balance", "log days past due", "credit utilisation", "hardship");
  private static final int SLOPED = 3;
  private static final int IN_HARDSHIP = 3;

  static final EffectDesign EFFECTS =
      EffectDesign.of(
          Treatment.values().stream().map(ContactDesign::arm).toList(),
          MODIFIERS,
          SLOPED,
          CONSTANT_SD,
          SLOPE_SD,
          List.of(new EffectDesign.Term(WireNames.of(Offer.PAYMENT_PLAN), IN_HARDSHIP, SLOPE_SD)));

  private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.standard();
  private static final int BALANCE = CATALOGUE.index("balance");
  private static final int DAYS_PAST_DUE = CATALOGUE.index("days_past_due");
  private static final int UTILISATION = CATALOGUE.index("credit_utilisation");
  private static final int HARDSHIP = CATALOGUE.index("in_hardship");

  private ContactDesign() {}

  private static Arm arm(Treatment treatment) {
    List<String> factors = new ArrayList<>();
    if (treatment.action() != Action.NO_CONTACT) {
      factors.add(treatment.action().wireName());
    }
    boolean special =
        treatment.offer() == Offer.PAYMENT_PLAN || treatment.offer() == Offer.SETTLEMENT;
    if (special) {
      factors.add(WireNames.of(treatment.offer()));
    }
    return new Arm(
        treatment.columnName(), factors, special ? WireNames.of(treatment.offer()) : "no offer");
  }

  static float[] modifiers(FeatureVector features) {
    return new float[] {
      (float) Math.log1p(features.get(BALANCE)),
      (float) Math.log1p(features.get(DAYS_PAST_DUE)),
      features.get(UTILISATION),
      features.get(HARDSHIP)
    };
  }

  /// Returns the weeks of a pilot in the form that the laboratory learns from.
  static TreatedRows rows(List<PilotWeek> weeks) {
    int width = CATALOGUE.size() - 1;
    float[] values = new float[weeks.size() * width];
    float[] modifiers = new float[weeks.size() * MODIFIERS.size()];
    boolean[] paid = new boolean[weeks.size()];
    int[] arms = new int[weeks.size()];
    int[] debtors = new int[weeks.size()];
    float[] shares = new float[weeks.size()];
    double[] balances = new double[weeks.size()];
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < paid.length; i++) {
      PilotWeek week = weeks.get(i);
      System.arraycopy(week.features(), 0, values, i * width, width);
      System.arraycopy(week.modifiers(), 0, modifiers, i * MODIFIERS.size(), MODIFIERS.size());
      paid[i] = week.paid();
      arms[i] = Treatment.values().indexOf(week.treatment());
      Integer number = numbers.computeIfAbsent(week.debtor(), _ -> numbers.size());
      debtors[i] = number;
      shares[i] = (float) week.collected();
      balances[i] = week.balanceMinor();
    }
    List<Column> columns =
        CATALOGUE.names().subList(0, width).stream().map(Column::numeric).toList();
    return new TreatedRows(
        Examples.of(columns, values, paid), modifiers, arms, debtors, shares, balances);
  }

  /// Returns the model's inputs without the action, which comes last.
  static float[] inputs(FeatureVector features) {
    float[] all = features.toArray();
    return Arrays.copyOf(all, all.length - 1);
  }
}
