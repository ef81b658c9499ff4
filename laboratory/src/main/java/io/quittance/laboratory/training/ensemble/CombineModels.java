package io.quittance.laboratory.training.ensemble;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.dense.ElasticNet;
import java.util.ArrayList;
import java.util.List;

/// Joins models that were trained on the same rows. Stateless.
public final class CombineModels {

  /// Only to make the answer unique where two members say the same.
  private static final ElasticNet.Penalty PENALTY = new ElasticNet.Penalty(1e-6, 0, true);

  private CombineModels() {}

  /// A logistic regression on the margins of the members, with weights of 0 or more (Breiman,
  /// "Stacked Regressions", 1996). Members of weight 0 are left out. Forests that look their
  /// categories up alike become one forest, which keeps its exact explanation.
  ///
  /// @param outOfFold for each member the margins of rows that did not train it
  /// @param labels of these rows
  /// @param weights how much each of these rows counts
  /// @param validation for the log loss of the outcome
  /// @throws IllegalArgumentException when there are no members, or lengths differ
  public static FittedModel stacked(
      List<FittedModel> members,
      List<double[]> outOfFold,
      boolean[] labels,
      float[] weights,
      Examples validation) {
    if (members.isEmpty() || members.size() != outOfFold.size()) {
      throw new IllegalArgumentException("each member needs its margins");
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

  /// The mean of the members' probabilities.
  ///
  /// @param validation for the log loss of the outcome
  /// @throws IllegalArgumentException when there are no members
  public static FittedModel softVote(List<FittedModel> members, Examples validation) {
    return SoftVoteModel.of(members, validation);
  }
}
