package io.quittance.retraining.candidate;

import io.quittance.core.effect.EffectDesign;
import io.quittance.core.effect.EffectModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Says what was learnt of contacts and offers.
final class EffectWords {

  private static final double Z = 1.959963984540054;

  /// Share of the prior deviation above which the data have told next to nothing.
  private static final double HARDLY_KNOWN = 0.95;

  private EffectWords() {}

  static List<String> of(EffectModel effects, LearnEffects.Counts counts) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "Effects of contacts were learnt from %d weeks of %d debtors with %d payments, %d of them"
                + " after a contact. For an average account, with 95 %% intervals in which weeks of one debtor"
                + " count as independent:",
            counts.weeks(),
            counts.debtors(),
            counts.payments(),
            counts.contacted()));
    List<EffectDesign.Term> terms = effects.design().terms();
    for (int t = 0; t < terms.size(); t++) {
      if (terms.get(t).modifier() == EffectDesign.Term.CONSTANT) {
        sentences.add(words(effects.effects().get(t), terms.get(t).priorSd()));
      }
    }
    return sentences;
  }

  /// An odds ratio with its 95 % interval.
  private static String words(EffectModel.Effect effect, double priorSd) {
    double lower = StrictMath.exp(effect.mean() - Z * effect.sd());
    double upper = StrictMath.exp(effect.mean() + Z * effect.sd());
    if (effect.sd() > HARDLY_KNOWN * priorSd) {
      return effect.factor() + ": was hardly ever tried, so its effect is not known.";
    }
    String verdict = "not told apart from no effect";
    if (lower > 1) {
      verdict = "it helps";
    } else if (upper < 1) {
      verdict = "it does harm";
    }
    return String.format(
        Locale.ROOT,
        "%s: multiplies the odds of a payment within a week by %.2f (%.2f to %.2f): %s.",
        effect.factor(),
        StrictMath.exp(effect.mean()),
        lower,
        upper,
        verdict);
  }
}
