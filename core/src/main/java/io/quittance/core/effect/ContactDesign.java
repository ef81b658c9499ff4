package io.quittance.core.effect;

import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.text.WireNames;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.treatment.WeekAhead;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The effects of contacts that are learnt and served: of each channel and each offer, each over
/// three properties of the account, and of a payment plan in hardship. Effects depend on balance,
/// lateness, utilisation and hardship only: neither place nor person changes who gets an offer.
///
/// The arms are those of [Treatment#values()], in their order.
public final class ContactDesign {

  private static final double CONSTANT_SD = 0.5;
  private static final double SLOPE_SD = 0.25;
  private static final List<String> MODIFIERS =
      List.of("log balance", "log days past due", "credit utilisation", "hardship");
  private static final int SLOPED = 3;
  private static final int IN_HARDSHIP = 3;

  /// Prior deviations are in log odds.
  public static final EffectDesign EFFECTS =
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

  /// Returns what is expected of each treatment of an account.
  ///
  /// @param probabilities of a payment in the week, one for each arm
  /// @param shares of the balance that a payer pays, one for each arm
  public static WeekAhead weekAhead(double[] probabilities, double[] shares) {
    List<Double> chances = new ArrayList<>();
    List<Double> expected = new ArrayList<>();
    for (int arm = 0; arm < probabilities.length; arm++) {
      chances.add(probabilities[arm]);
      expected.add(probabilities[arm] * shares[arm]);
    }
    return new WeekAhead(expected, chances);
  }

  /// Returns the features that the base reads: all of the catalogue but the action.
  public static List<FeatureVersion> features() {
    return CATALOGUE.definitions().stream()
        .limit(CATALOGUE.size() - 1L)
        .map(feature -> new FeatureVersion(feature.name(), feature.version()))
        .toList();
  }

  /// Returns the values of [#features()].
  public static float[] inputs(FeatureVector features) {
    float[] all = features.toArray();
    return Arrays.copyOf(all, all.length - 1);
  }

  /// Returns the values of the modifiers of [#EFFECTS], `NaN` where missing.
  public static float[] modifiers(FeatureVector features) {
    return new float[] {
      (float) Math.log1p(features.get(BALANCE)),
      (float) Math.log1p(features.get(DAYS_PAST_DUE)),
      features.get(UTILISATION),
      features.get(HARDSHIP)
    };
  }
}
