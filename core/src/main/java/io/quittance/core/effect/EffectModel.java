package io.quittance.core.effect;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.TreeEnsemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A base of who pays anyway plus the effects of what is done. In log odds,
///
/// logit P(pays in the period) = level + base(x) + effect(arm, z).
///
/// Immutable and thread-safe.
public final class EffectModel implements TreatmentModel {

  /// Share of the normal distribution inside an interval: 95 %.
  private static final double INTERVAL_SDS = 1.959964;

  private final EffectDesign design;
  private final FlatForest base;
  private final double level;
  private final Standardisation standardisation;
  private final Posterior effects;
  private final double[] shares;

  /// One effect as it is known after the data.
  ///
  /// @param factor what has the effect
  /// @param modifier over which it is a slope, empty for the effect on an average account
  /// @param mean in log odds, per standard deviation of the modifier
  /// @param sd posterior standard deviation, in log odds
  public record Effect(String factor, String modifier, double mean, double sd) {}

  /// The difference between two arms for one account.
  ///
  /// @param mean in log odds
  /// @param sd posterior standard deviation, in log odds; 0 for an arm against itself
  public record Contrast(double mean, double sd) {}

  /// The probability of a payment under one arm, and how far it may lie from where it would be if
  /// the account were left alone.
  ///
  /// @param probability of a payment in the period, in [0, 1]
  /// @param from lower end of its interval: the base taken as known, the effect at the lower end of
  ///   its 95 % interval
  /// @param to upper end
  public record Chance(double probability, double from, double to) {}

  /// @param base margin of an account without any treatment, up to `level`; reads the row of
  ///   [#probabilities]
  /// @param level added to every margin, log odds
  /// @param effects one coefficient for each term of the design
  /// @param shares expected share of the balance that a payer pays, one for each arm, at least 0
  /// @throws IllegalArgumentException when the lengths are inconsistent or a number is not finite
  public EffectModel(
      EffectDesign design,
      TreeEnsemble base,
      double level,
      Standardisation standardisation,
      Posterior effects,
      double[] shares) {
    int terms = design.terms().size();
    int modifiers = design.modifiers().size();
    boolean fits =
        effects.mean().length == terms
            && effects.covariance().length == terms
            && Arrays.stream(effects.covariance()).allMatch(row -> row.length == terms)
            && standardisation.width() == modifiers
            && shares.length == design.arms().size();
    if (!fits) {
      throw new IllegalArgumentException("effects, modifiers and shares do not fit the design");
    }
    boolean finite =
        Double.isFinite(level)
            && Arrays.stream(effects.mean()).allMatch(Double::isFinite)
            && Arrays.stream(effects.covariance())
                .flatMapToDouble(Arrays::stream)
                .allMatch(Double::isFinite)
            && Arrays.stream(shares).allMatch(share -> share >= 0 && Double.isFinite(share));
    if (!finite) {
      throw new IllegalArgumentException("an effect or a share is not a finite number");
    }
    this.design = design;
    this.base = FlatForest.compile(base, Calibration.IDENTITY);
    this.level = level;
    this.standardisation = standardisation;
    this.effects = effects;
    this.shares = shares.clone();
  }

  @Override
  public double[] probabilities(float[] row, float[] modifiers) {
    return prospect(row, modifiers).probabilities();
  }

  /// Returns one account as the model sees it, for several questions about it.
  ///
  /// @param row properties of the account, as for [#probabilities]
  /// @param modifiers of the account, not standardised
  public Prospect prospect(float[] row, float[] modifiers) {
    return new Prospect(level + base.margin(row), standardisation.apply(modifiers, 0));
  }

  /// One account as the model sees it. Immutable and thread-safe.
  public final class Prospect {

    private final double margin;
    private final double[] z;

    private Prospect(double margin, double[] z) {
      this.margin = margin;
      this.z = z;
    }

    /// Returns the probability of a payment under each arm, in order.
    public double[] probabilities() {
      double[] probabilities = new double[design.arms().size()];
      for (int arm = 0; arm < probabilities.length; arm++) {
        double effect = effects.mean(design.regressors(arm, z));
        probabilities[arm] = Calibration.IDENTITY.probability(margin + effect);
      }
      return probabilities;
    }

    /// Returns the probability of a payment under an arm with its interval. The interval of the
    /// first arm has no width: it is what others are compared with.
    public Chance chance(int arm) {
      Contrast effect = contrast(arm, 0, z);
      double spread = INTERVAL_SDS * effect.sd();
      return new Chance(
          Calibration.IDENTITY.probability(margin + effect.mean()),
          Calibration.IDENTITY.probability(margin + effect.mean() - spread),
          Calibration.IDENTITY.probability(margin + effect.mean() + spread));
    }
  }

  /// Returns what the model was fitted to learn.
  public EffectDesign design() {
    return design;
  }

  /// Returns the trees of the base.
  public TreeEnsemble base() {
    return base.ensemble();
  }

  /// Returns what is added to every margin, log odds.
  public double level() {
    return level;
  }

  /// Returns how modifiers are standardised.
  public Standardisation standardisation() {
    return standardisation;
  }

  /// Returns what is known of the coefficients.
  public Posterior posterior() {
    return effects;
  }

  @Override
  public double[] shares() {
    return shares.clone();
  }

  /// Returns how an arm differs from another for an account, and how sure that is.
  ///
  /// @param modifiers of the account, not standardised
  public Contrast contrast(int arm, int other, float[] modifiers) {
    return contrast(arm, other, standardisation.apply(modifiers, 0));
  }

  private Contrast contrast(int arm, int other, double[] z) {
    double[] weights = design.regressors(arm, z);
    double[] minus = design.regressors(other, z);
    for (int j = 0; j < weights.length; j++) {
      weights[j] -= minus[j];
    }
    return new Contrast(effects.mean(weights), effects.sd(weights));
  }

  /// Returns all effects in the order of the design.
  public List<Effect> effects() {
    List<Effect> all = new ArrayList<>();
    for (int t = 0; t < design.terms().size(); t++) {
      EffectDesign.Term term = design.terms().get(t);
      boolean constant = term.modifier() == EffectDesign.Term.CONSTANT;
      all.add(
          new Effect(
              term.factor(),
              constant ? "" : design.modifiers().get(term.modifier()),
              effects.mean()[t],
              Math.sqrt(effects.covariance()[t][t])));
    }
    return all;
  }
}
