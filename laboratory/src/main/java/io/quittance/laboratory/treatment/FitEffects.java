package io.quittance.laboratory.treatment;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.effect.EffectDesign;
import io.quittance.core.effect.EffectModel;
import io.quittance.core.effect.Posterior;
import io.quittance.core.effect.Standardisation;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.training.trees.OffsetForest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Fits an [EffectModel] by alternation:
/// 1. The base, an XGBoost forest on the properties of the account, is trained with the present
///    effects as a known part of the log odds. Debtors are divided into folds, and each row gets
///    the margin of a forest that has not seen its debtor.
/// 2. The effects are fitted by ridge logistic regression, with those margins as a known part.
///
/// Then 1 again. The final base is trained on all rows. The log of a row's exposure is a known part
/// of its log odds throughout, so that the model predicts whole periods.
///
/// **Why margins from outside the debtor.** A debtor keeps a treatment for weeks. A forest that has
/// seen the debtor recognises it and predicts its payments, effect included, so that nothing is
/// left for the effects to explain and they shrink to 0. This is cross-fitting (Chernozhukov and
/// others, "Double/debiased machine learning for treatment and structural parameters", 2018) with
/// the debtor as the unit.
///
/// **Small data.** The prior pulls every effect to 0, so that a small pilot ends with "no treatment
/// helps" and not with a treatment that does harm.
///
/// Effects are causal only if treatments were assigned at random or from the rows' own properties.
/// Equal arguments give equal models. Stateless and thread-safe; uses one thread.
public final class FitEffects {

  /// Prior deviation of the level and of its slopes.
  private static final double LEVEL_SD = 1;

  private FitEffects() {}

  /// How to fit.
  ///
  /// @param folds number of parts into which debtors are divided, at least 2
  /// @param rounds number of alternations, at least 1
  /// @param base size of each forest
  /// @param shareStrength weight of the common mean in the share of a payment, in payments
  /// @param seed of the division of debtors
  public record Settings(
      int folds, int rounds, OffsetForest.Size base, double shareStrength, long seed) {

    /// Settings that worked best on simulated pilots of 300 to 4,000 accounts, among those tried:
    /// flat trees, because a base that overfits leaves noise to the effects.
    public static final Settings STANDARD =
        new Settings(5, 3, new OffsetForest.Size(60, 2, 0.1, 20, 7), 10, 7);

    public Settings {
      if (folds < 2 || rounds < 1 || !(shareStrength > 0)) {
        throw new IllegalArgumentException(
            "at least 2 folds and 1 round are needed, and a positive strength");
      }
    }
  }

  /// Fits a model.
  ///
  /// @throws IllegalArgumentException when the rows do not have the modifiers of the design
  /// @throws BadDataException when there are fewer debtors than folds
  /// @throws io.quittance.laboratory.training.TrainingFailedException when XGBoost fails
  public static EffectModel fit(EffectDesign design, TreatedRows rows, Settings settings) {
    if (rows.modifierWidth() != design.modifiers().size()) {
      throw new IllegalArgumentException(
          "the design has %d modifiers, the rows have %d"
              .formatted(design.modifiers().size(), rows.modifierWidth()));
    }
    Standardisation standardisation =
        Standardisation.learn(rows.modifiers(), design.modifiers().size());
    double[][] regressors = regressors(design, rows, standardisation);
    int[] fold = folds(rows.debtors(), settings);
    double[] exposed = rows.exposureOffsets();
    double[] offsets = exposed;
    Posterior posterior = new Posterior(new double[0], new double[0][]);
    for (int round = 0; round < settings.rounds(); round++) {
      double[] margins = outsideMargins(rows.rows(), offsets, fold, settings);
      posterior =
          new RidgeLogit(regressors, rows.rows().labels(), sum(margins, exposed), priors(design))
              .fit();
      offsets = sum(effects(regressors, withoutLevel(posterior, design.terms().size())), exposed);
    }
    TreeEnsemble base = OffsetForest.train(rows.rows(), offsets, settings.base());
    return new EffectModel(
        design,
        base,
        posterior.mean()[design.terms().size()],
        standardisation,
        withoutLevel(posterior, design.terms().size()),
        PaymentShares.of(rows, design.arms(), settings.shareStrength()));
  }

  /// Returns the regressors of the effects, then a 1 and the modifiers for the level. The base
  /// knows an account but not its arm, so it contains the mean effect over the arms; without slopes
  /// of the level, the arm without effects would have to stand for that mean, and every effect
  /// would come out too small.
  private static double[][] regressors(
      EffectDesign design, TreatedRows rows, Standardisation standardisation) {
    double[][] regressors = new double[rows.size()][];
    for (int i = 0; i < regressors.length; i++) {
      double[] z = standardisation.apply(rows.modifiers(), i * rows.modifierWidth());
      double[] effects = design.regressors(rows.arms()[i], z);
      regressors[i] = Arrays.copyOf(effects, effects.length + 1 + z.length);
      regressors[i][effects.length] = 1;
      System.arraycopy(z, 0, regressors[i], effects.length + 1, z.length);
    }
    return regressors;
  }

  private static double[] priors(EffectDesign design) {
    double[] sds = design.priorSds();
    double[] priors = Arrays.copyOf(sds, sds.length + 1 + design.modifiers().size());
    Arrays.fill(priors, sds.length, priors.length, LEVEL_SD);
    return priors;
  }

  private static Posterior withoutLevel(Posterior posterior, int terms) {
    double[][] covariance = new double[terms][];
    for (int j = 0; j < terms; j++) {
      covariance[j] = Arrays.copyOf(posterior.covariance()[j], terms);
    }
    return new Posterior(Arrays.copyOf(posterior.mean(), terms), covariance);
  }

  private static double[] effects(double[][] regressors, Posterior known) {
    double[] effects = new double[regressors.length];
    for (int i = 0; i < effects.length; i++) {
      effects[i] = known.mean(Arrays.copyOf(regressors[i], known.mean().length));
    }
    return effects;
  }

  private static double[] sum(double[] some, double[] others) {
    double[] sums = new double[some.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = some[i] + others[i];
    }
    return sums;
  }

  /// Returns the fold of each row. Folds hold equally many debtors, to within one.
  private static int[] folds(int[] debtors, Settings settings) {
    int[] distinct = Arrays.stream(debtors).distinct().sorted().toArray();
    if (distinct.length < settings.folds()) {
      throw new BadDataException(
          "%d debtors cannot be divided into %d folds"
              .formatted(distinct.length, settings.folds()));
    }
    return deal(debtors, distinct, settings.folds(), settings.seed());
  }

  /// Deals debtors to folds and returns the fold of each row.
  ///
  /// @param debtors of the rows
  /// @param distinct debtors, sorted; shuffled here
  static int[] deal(int[] debtors, int[] distinct, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = distinct.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = distinct[i];
      distinct[i] = distinct[j];
      distinct[j] = swapped;
    }
    Map<Integer, Integer> folds = new HashMap<>();
    for (int i = 0; i < distinct.length; i++) {
      folds.put(distinct[i], i % count);
    }
    return Arrays.stream(debtors).map(debtor -> folds.getOrDefault(debtor, 0)).toArray();
  }

  private static double[] outsideMargins(
      Examples rows, double[] offsets, int[] fold, Settings settings) {
    double[] margins = new double[rows.size()];
    for (int held = 0; held < settings.folds(); held++) {
      int holding = held;
      int[] out = IntStream.range(0, fold.length).filter(i -> fold[i] == holding).toArray();
      int[] in = IntStream.range(0, fold.length).filter(i -> fold[i] != holding).toArray();
      double[] known = Arrays.stream(in).mapToDouble(i -> offsets[i]).toArray();
      FlatForest forest =
          FlatForest.compile(
              OffsetForest.train(rows.pick(in), known, settings.base()), Calibration.IDENTITY);
      double[] outside = new double[out.length];
      forest.margins(rows.pick(out).values(), out.length, outside);
      for (int i = 0; i < out.length; i++) {
        margins[out[i]] = outside[i];
      }
    }
    return margins;
  }
}
