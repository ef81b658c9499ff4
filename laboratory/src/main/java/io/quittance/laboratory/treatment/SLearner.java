package io.quittance.laboratory.treatment;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.effect.Arm;
import io.quittance.core.effect.TreatmentModel;
import io.quittance.core.forest.FlatForest;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.trees.OffsetForest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A single forest that has the factors of the arm among its inputs, the S-learner of Künzel and
/// others, "Metalearners for estimating heterogeneous treatment effects using machine learning",
/// 2019. It finds effects of any shape and needs more data than [FitEffects]. It gives no posterior
/// deviations. Immutable and thread-safe.
public final class SLearner implements TreatmentModel {

  private final List<Arm> arms;
  private final List<String> factors;
  private final FlatForest forest;
  private final double[] shares;

  private SLearner(List<Arm> arms, List<String> factors, FlatForest forest, double[] shares) {
    this.arms = arms;
    this.factors = factors;
    this.forest = forest;
    this.shares = shares;
  }

  /// Trains on rows with their arms.
  ///
  /// @param shareStrength weight of the common mean in the share of a payment, in payments
  /// @throws io.quittance.laboratory.training.TrainingFailedException when XGBoost fails
  public static SLearner fit(
      List<Arm> arms, TreatedRows rows, OffsetForest.Size size, double shareStrength) {
    Set<String> distinct = new LinkedHashSet<>();
    arms.forEach(arm -> distinct.addAll(arm.factors()));
    List<String> factors = List.copyOf(distinct);
    Examples plain = rows.rows();
    int width = plain.width() + factors.size();
    float[] values = new float[plain.size() * width];
    for (int i = 0; i < plain.size(); i++) {
      Arm arm = arms.get(rows.arms()[i]);
      System.arraycopy(treated(plain.row(i), arm, factors), 0, values, i * width, width);
    }
    List<Column> columns = new ArrayList<>(plain.columns());
    factors.forEach(factor -> columns.add(Column.numeric("treatment " + factor)));
    Examples treated = new Examples(columns, values, plain.labels(), plain.weights());
    FlatForest forest =
        FlatForest.compile(
            OffsetForest.train(treated, rows.exposureOffsets(), size), Calibration.IDENTITY);
    return new SLearner(
        List.copyOf(arms), factors, forest, PaymentShares.of(rows, arms, shareStrength));
  }

  private static float[] treated(float[] row, Arm arm, List<String> factors) {
    float[] treated = Arrays.copyOf(row, row.length + factors.size());
    for (int f = 0; f < factors.size(); f++) {
      treated[row.length + f] = arm.factors().contains(factors.get(f)) ? 1 : 0;
    }
    return treated;
  }

  @Override
  public double[] probabilities(float[] row, float[] modifiers) {
    return arms.stream()
        .mapToDouble(arm -> Logit.probability(forest.margin(treated(row, arm, factors))))
        .toArray();
  }

  @Override
  public double[] shares() {
    return shares.clone();
  }
}
