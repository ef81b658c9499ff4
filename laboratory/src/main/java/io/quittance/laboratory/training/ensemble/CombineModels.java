package io.quittance.laboratory.training.ensemble;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.dense.ElasticNet;
import java.util.ArrayList;
import java.util.List;

/// Combines models that were trained on the same rows. Stateless.
public final class CombineModels {

  /// A small penalty that makes the solution unique when two members agree.
  private static final ElasticNet.Penalty PENALTY = new ElasticNet.Penalty(1e-6, 0, true);

  private CombineModels() {}

  /// Fits a logistic regression on the margins of the members, with non-negative weights (Breiman,
  /// "Stacked Regressions", 1996). Omits members with weight 0. Forests that look up their
  /// categories in the same way become one forest, which keeps its exact explanation.
  ///
  /// @param outOfFold for each member, the margins of rows that it was not trained on
  /// @param labels of these rows
  /// @param weights the weight of each of these rows
  /// @param validation rows on which the log loss of the result is measured
  /// @throws IllegalArgumentException when there are no members or the lengths differ
  public static FittedModel stacked(
      List<FittedModel> members,
      List<double[]> outOfFold,
      boolean[] labels,
      float[] weights,
      Examples validation) {
    if (members.isEmpty() || members.size() != outOfFold.size()) {
      throw new IllegalArgumentException("each member needs its own margins");
    }
    float[] rows = rows(outOfFold, labels.length);
    double[] solved = new ElasticNet(rows, labels, weights, PENALTY).solve(Trainer.Progress.NONE);
    List<StackedModel.Member> kept = new ArrayList<>();
    for (int k = 0; k < members.size(); k++) {
      if (solved[k] > 0) {
        kept.add(new StackedModel.Member(members.get(k), (float) solved[k]));
      }
    }
    if (kept.isEmpty()) {
      kept.add(new StackedModel.Member(members.getFirst(), 0));
    }
    return StackedModel.of(kept, (float) solved[members.size()], validation);
  }

  private static float[] rows(List<double[]> outOfFold, int count) {
    int width = outOfFold.size();
    float[] rows = new float[count * width];
    for (int k = 0; k < width; k++) {
      if (outOfFold.get(k).length != count) {
        throw new IllegalArgumentException("margins and labels differ in length");
      }
      for (int i = 0; i < count; i++) {
        rows[i * width + k] = (float) outOfFold.get(k)[i];
      }
    }
    return rows;
  }

  /// Averages the probabilities of the members.
  ///
  /// @param validation rows on which the log loss of the result is measured
  /// @throws IllegalArgumentException when there are no members
  public static FittedModel softVote(List<FittedModel> members, Examples validation) {
    return SoftVoteModel.of(members, validation);
  }
}
