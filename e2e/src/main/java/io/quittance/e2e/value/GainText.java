package io.quittance.e2e.value;

import io.quittance.core.effect.EffectModel;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Formats what was learnt of treatments as text.
final class GainText {

  private GainText() {}

  /// Returns the effect of each channel and offer on an average account, with its posterior
  /// deviation.
  static String effects(List<EffectModel.Effect> effects) {
    StringBuilder text =
        new StringBuilder(
            "Learnt from the weeks of the pilot: effect on the log odds of a payment in the week, for"
                + " an average account\n ");
    effects.stream()
        .filter(effect -> effect.modifier().isEmpty())
        .forEach(
            effect ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "  %s %+.2f ± %.2f",
                        effect.factor(),
                        effect.mean(),
                        effect.sd())));
    return text.append("\n\n").toString();
  }

  /// Returns the table of pilots of different sizes.
  static String gains(List<GainStudy.Row> rows) {
    StringBuilder text =
        new StringBuilder(
            "Share of the oracle's gain in the coming week that single choices reach, by the size of"
                + " the pilot; mean (worst..best)\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%8s %5s %7s %8s %24s %24s%n",
            "accounts",
            "days",
            "weeks",
            "pilots",
            "base + effects",
            "S-learner"));
    for (GainStudy.Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%,8d %5d %,7.0f %8d %24s %24s%n",
              row.accounts(),
              row.days(),
              row.weeks(),
              row.effects().size(),
              range(row.effects()),
              range(row.sLearner())));
    }
    return text.append('\n').toString();
  }

  static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static String range(List<Double> values) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f..%.2f)",
        mean(values),
        Collections.min(values),
        Collections.max(values));
  }
}
