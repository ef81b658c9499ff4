package io.quittance.laboratory.treatment;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.effect.Standardisation;
import io.quittance.core.forest.FlatForest;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.training.trees.OffsetForest;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Predicts the reward of every arm in every row of a log, always with a model that has not seen
/// the row's debtor:
///
/// q(x, arm) = base(x) + level(z) + constant(arm) + Σⱼ slope(arm, j) · zⱼ,
///
/// where the base is an XGBoost forest on the properties, the arm unknown to it, and the effects
/// are a ridge regression of what the base leaves, with priors N(0, (0.5 · s)²) for constants and
/// N(0, (0.1 · s)²) for slopes, s being the standard deviation of the rewards. Inside each training
/// part the base that effects are fitted on is again from outside the debtor, for the reason that
/// [FitEffects] gives. The first arm has no effect by definition.
///
/// Numeric columns modify effects; categories count in the base only. Equal arguments give equal
/// predictions. Stateless and thread-safe; uses one thread.
public final class CrossFitRewards {

  private static final int FOLDS = 4;
  private static final int INNER = 2;
  private static final double CONSTANT_SD = 0.5;
  private static final double SLOPE_SD = 0.1;
  private static final OffsetForest.Size SIZE = new OffsetForest.Size(60, 3, 0.1, 20, 7);

  private final Examples rows;
  private final double[] rewards;
  private final int[] arms;
  private final int armCount;
  private final int[] modifiers;
  private final double mean;
  private final double spread;

  private CrossFitRewards(Examples rows, double[] rewards, int[] arms, int armCount) {
    this.rows = rows;
    this.rewards = rewards;
    this.arms = arms;
    this.armCount = armCount;
    this.modifiers =
        IntStream.range(0, rows.width())
            .filter(column -> !rows.columns().get(column).categorical())
            .toArray();
    this.mean = Arrays.stream(rewards).average().orElse(0);
    double squares = Arrays.stream(rewards).map(r -> (r - mean) * (r - mean)).sum();
    this.spread = Math.max(1e-9, Math.sqrt(squares / rewards.length));
  }

  /// Returns the predicted reward of each arm in each row.
  ///
  /// @param rows properties known before the decision; labels are not read
  /// @param rewards what each row brought
  /// @param arms arm of each row, in [0, armCount)
  /// @param debtors number of the debtor of each row
  /// @param seed of the division of debtors
  /// @throws BadDataException when there are fewer than eight debtors
  /// @throws io.quittance.laboratory.training.TrainingFailedException when XGBoost fails
  public static double[][] predict(
      Examples rows, double[] rewards, int[] arms, int armCount, int[] debtors, long seed) {
    int[] fold = folds(debtors, seed);
    CrossFitRewards fit = new CrossFitRewards(rows, rewards, arms, armCount);
    double[][] predicted = new double[rows.size()][];
    for (int held = 0; held < FOLDS; held++) {
      int holding = held;
      int[] in = IntStream.range(0, fold.length).filter(i -> fold[i] % FOLDS != holding).toArray();
      int[] out = IntStream.range(0, fold.length).filter(i -> fold[i] % FOLDS == holding).toArray();
      fit.predict(in, out, fold, predicted);
    }
    return predicted;
  }

  /// Deals debtors to folds, each of which has inner folds.
  private static int[] folds(int[] debtors, long seed) {
    int[] distinct = Arrays.stream(debtors).distinct().sorted().toArray();
    if (distinct.length < FOLDS * INNER) {
      throw new BadDataException(
          "%d debtors are too few: at least %d are needed"
              .formatted(distinct.length, FOLDS * INNER));
    }
    return FitEffects.deal(debtors, distinct, FOLDS * INNER, seed);
  }

  private void predict(int[] in, int[] out, int[] fold, double[][] predicted) {
    float[] values = modifiersOf(in);
    Standardisation standardisation = Standardisation.learn(values, modifiers.length);
    double[] base = new double[rows.size()];
    for (int inner = 0; inner < INNER; inner++) {
      int half = inner;
      int[] learn = Arrays.stream(in).filter(i -> fold[i] / FOLDS != half).toArray();
      int[] apply = Arrays.stream(in).filter(i -> fold[i] / FOLDS == half).toArray();
      margins(learn, apply, base);
    }
    double[] effects = ridge(in, values, standardisation, base);
    margins(in, out, base);
    float[] outside = modifiersOf(out);
    for (int i = 0; i < out.length; i++) {
      double[] z = standardisation.apply(outside, i * modifiers.length);
      predicted[out[i]] = new double[armCount];
      for (int arm = 0; arm < armCount; arm++) {
        double sum = mean + base[out[i]];
        double[] regressors = regressors(arm, z);
        for (int j = 0; j < regressors.length; j++) {
          sum += regressors[j] * effects[j];
        }
        predicted[out[i]][arm] = sum;
      }
    }
  }

  private void margins(int[] learn, int[] apply, double[] base) {
    if (learn.length == 0 || apply.length == 0) {
      return;
    }
    float[] targets = new float[learn.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) (rewards[learn[i]] - mean);
    }
    FlatForest forest =
        FlatForest.compile(
            OffsetForest.regress(rows.pick(learn), targets, SIZE), Calibration.IDENTITY);
    double[] margins = new double[apply.length];
    forest.margins(rows.pick(apply).values(), apply.length, margins);
    for (int i = 0; i < apply.length; i++) {
      base[apply[i]] = margins[i];
    }
  }

  private float[] modifiersOf(int[] some) {
    float[] values = new float[some.length * modifiers.length];
    for (int i = 0; i < some.length; i++) {
      for (int j = 0; j < modifiers.length; j++) {
        values[i * modifiers.length + j] = rows.value(some[i], modifiers[j]);
      }
    }
    return values;
  }

  /// Returns a constant and slopes of the level, then those of each arm but the first.
  private double[] regressors(int arm, double[] z) {
    int each = 1 + z.length;
    double[] regressors = new double[armCount * each];
    regressors[0] = 1;
    System.arraycopy(z, 0, regressors, 1, z.length);
    if (arm > 0) {
      regressors[arm * each] = 1;
      System.arraycopy(z, 0, regressors, arm * each + 1, z.length);
    }
    return regressors;
  }

  /// Solves (XᵀX / s² + prior precisions) β = Xᵀ(r − base) / s².
  private double[] ridge(int[] in, float[] values, Standardisation standardisation, double[] base) {
    int each = 1 + modifiers.length;
    int width = armCount * each;
    double[][] matrix = new double[width][width];
    double[] right = new double[width];
    double noise = spread * spread;
    for (int i = 0; i < in.length; i++) {
      double[] x = regressors(arms[in[i]], standardisation.apply(values, i * modifiers.length));
      double left = rewards[in[i]] - mean - base[in[i]];
      for (int j = 0; j < width; j++) {
        if (x[j] != 0) {
          right[j] += x[j] * left / noise;
          for (int k = 0; k <= j; k++) {
            matrix[j][k] += x[j] * x[k] / noise;
          }
        }
      }
    }
    for (int j = 0; j < width; j++) {
      boolean constant = j % each == 0;
      double sd = spread * (constant || j < each ? CONSTANT_SD : SLOPE_SD);
      matrix[j][j] += 1 / (sd * sd);
    }
    return PositiveDefinite.of(matrix).solve(right);
  }
}
