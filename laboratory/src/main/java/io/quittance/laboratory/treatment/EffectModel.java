package io.quittance.laboratory.treatment;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.TreeEnsemble;
import java.util.ArrayList;
import java.util.List;

/// A base of who pays anyway plus the effects of what is done. In log odds,
///
/// logit P(pays in the period) = level + base(x) + effect(arm, z).
///
/// Immutable and thread-safe.
public final class EffectModel implements TreatmentModel {

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

  EffectModel(
      EffectDesign design,
      TreeEnsemble base,
      double level,
      Standardisation standardisation,
      Posterior effects,
      double[] shares) {
    this.design = design;
    this.base = FlatForest.compile(base, Calibration.IDENTITY);
    this.level = level;
    this.standardisation = standardisation;
    this.effects = effects;
    this.shares = shares;
  }

  @Override
  public double[] probabilities(float[] row, float[] modifiers) {
    double margin = level + base.margin(row);
    double[] z = standardisation.apply(modifiers, 0);
    double[] probabilities = new double[design.arms().size()];
    for (int arm = 0; arm < probabilities.length; arm++) {
      double effect = effects.mean(design.regressors(arm, z));
      probabilities[arm] = Logit.probability(margin + effect);
    }
    return probabilities;
  }

  @Override
  public double[] shares() {
    return shares.clone();
  }

  /// Returns how an arm differs from another for an account, and how sure that is.
  ///
  /// @param modifiers of the account, not standardised
  public Contrast contrast(int arm, int other, float[] modifiers) {
    double[] z = standardisation.apply(modifiers, 0);
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
