package io.quittance.e2e.value;

import io.quittance.core.effect.ContactDesign;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.treatment.Treatment;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.treatment.TreatedRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings the weeks of a pilot into the form that the laboratory learns from.
final class PilotRows {

  private PilotRows() {}

  static TreatedRows of(List<PilotWeek> weeks) {
    List<FeatureVersion> features = ContactDesign.features();
    int width = features.size();
    int modified = ContactDesign.EFFECTS.modifiers().size();
    float[] values = new float[weeks.size() * width];
    float[] modifiers = new float[weeks.size() * modified];
    boolean[] paid = new boolean[weeks.size()];
    int[] arms = new int[weeks.size()];
    int[] debtors = new int[weeks.size()];
    float[] shares = new float[weeks.size()];
    double[] balances = new double[weeks.size()];
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < paid.length; i++) {
      PilotWeek week = weeks.get(i);
      System.arraycopy(week.features(), 0, values, i * width, width);
      System.arraycopy(week.modifiers(), 0, modifiers, i * modified, modified);
      paid[i] = week.paid();
      arms[i] = Treatment.values().indexOf(week.treatment());
      Integer number = numbers.computeIfAbsent(week.debtor(), _ -> numbers.size());
      debtors[i] = number;
      shares[i] = (float) week.collected();
      balances[i] = week.balanceMinor();
    }
    List<Column> columns =
        features.stream().map(feature -> Column.numeric(feature.name())).toList();
    return new TreatedRows(
        Examples.of(columns, values, paid), modifiers, arms, debtors, shares, balances);
  }
}
