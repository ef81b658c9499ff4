package io.quittance.laboratory.training.dense;

import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.Dimension;
import io.quittance.laboratory.training.DoubleNodes;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Parameters;
import io.quittance.laboratory.training.SearchSpace;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.encoding.Preparation;
import java.util.List;
import java.util.Map;

/// Logistic regression with an elastic net on prepared columns. The problem is convex, so it has
/// one solution and no rounds to stop at; the limits on rounds do not apply.
public final class LogisticRegressionTrainer implements Trainer {

  @Override
  public Family family() {
    return Family.LOGISTIC_REGRESSION;
  }

  @Override
  public String framework() {
    return "quittance elastic net";
  }

  @Override
  public SearchSpace space(Limits limits) {
    return new SearchSpace(
        List.of(
            new Dimension.Real("lambda", 1e-5, 0.3, true),
            new Dimension.Real("l1-share", 0, 1, false)));
  }

  @Override
  public Parameters defaults(Limits limits) {
    return Parameters.of(Map.of("lambda", 1e-3, "l1-share", 0.5));
  }

  @Override
  public FittedModel train(Task task, Progress progress) {
    Examples train = task.train();
    Parameters parameters = task.parameters();
    Preparation preparation = Preparation.learn(train, task.limits().seed());
    Rounds rounds = new Rounds(progress);
    double[] solved =
        new ElasticNet(
                preparation.training(),
                train.labels(),
                train.weights(),
                new ElasticNet.Penalty(
                    parameters.number("lambda"), parameters.number("l1-share"), false))
            .solve(rounds);
    float[] coefficients = new float[solved.length - 1];
    for (int j = 0; j < coefficients.length; j++) {
      coefficients[j] = (float) solved[j];
    }
    float intercept = (float) solved[coefficients.length];
    Linear linear = new Linear(preparation, coefficients, intercept);
    return DenseModel.Fitted.of(family(), parameters, task.validation(), rounds.last, linear, true);
  }

  /// Passes rounds on and records them.
  private static final class Rounds implements Progress {
    private final Progress next;
    private int last;

    Rounds(Progress next) {
      this.next = next;
    }

    @Override
    public void round(int rounds) {
      last = rounds;
      next.round(rounds);
    }
  }

  /// A margin that is a sum over prepared columns.
  @SuppressWarnings("ArrayRecordComponent")
  record Linear(Preparation preparation, float[] coefficients, float intercept)
      implements DenseModel {

    @Override
    public double[] margins(Examples rows) {
      float[] prepared = preparation.apply(rows);
      double[] margins = new double[rows.size()];
      int at = 0;
      for (int i = 0; i < margins.length; i++) {
        double sum = intercept;
        for (float coefficient : coefficients) {
          sum += (double) coefficient * prepared[at++];
        }
        margins[i] = sum;
      }
      return margins;
    }

    /// Sums in double precision, as [#margins] does.
    @Override
    public String append(OnnxGraphWriter writer, String input, String prefix) {
      String prepared = preparation.append(writer, input, prefix);
      DoubleNodes nodes = new DoubleNodes(writer, prefix);
      String factors =
          nodes.constant("coefficients", new long[] {1, coefficients.length}, coefficients);
      String free = nodes.constant("intercept", new long[] {1, 1}, intercept);
      String axes = writer.constantLongs(prefix + "axes", new long[] {1}, 1);
      String terms =
          writer.node("Mul", List.of(nodes.widened(prepared), factors), prefix + "terms");
      String sum =
          writer.node(
              "ReduceSum", List.of(terms, axes), prefix + "sum", Attribute.ofInt("keepdims", 1));
      return nodes.rounded(writer.node("Add", List.of(sum, free), prefix + "total"), "margin");
    }
  }
}
