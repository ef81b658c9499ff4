package io.quittance.core.effect;

import io.quittance.core.forest.RandomForests;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Effects with chosen coefficients over a random base.
public final class SampleEffects {

  public static final double SD = 0.1;

  private SampleEffects() {}

  /// Effects of the standard design: each factor has a constant, no slope, and each coefficient a
  /// posterior deviation of [#SD].
  ///
  /// @param constant log odds by factor, such as `call` or `settlement`
  /// @param shares expected share of the balance of every arm
  public static LearntEffects of(ToDoubleFunction<String> constant, double shares) {
    EffectDesign design = ContactDesign.EFFECTS;
    List<EffectDesign.Term> terms = design.terms();
    double[] mean =
        terms.stream()
            .mapToDouble(
                term ->
                    term.modifier() == EffectDesign.Term.CONSTANT
                        ? constant.applyAsDouble(term.factor())
                        : 0)
            .toArray();
    double[][] covariance = new double[mean.length][mean.length];
    IntStream.range(0, mean.length).forEach(i -> covariance[i][i] = SD * SD);
    int modifiers = design.modifiers().size();
    double[] ones = new double[modifiers];
    Arrays.fill(ones, 1);
    double[] every = new double[design.arms().size()];
    Arrays.fill(every, shares);
    int width = ContactDesign.features().size();
    SplittableRandom random = new SplittableRandom(5);
    return new LearntEffects(
        ContactDesign.features(),
        new EffectModel(
            design,
            RandomForests.forest(random, width, 5, 2, 0.9),
            -2.5,
            new Standardisation(new double[modifiers], ones),
            new Posterior(mean, covariance),
            every),
        new LearntEffects.Evidence(
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-02-28T00:00:00Z"),
            4_000,
            900,
            310),
        RandomForests.rows(random, width, 20, 0.1));
  }
}
