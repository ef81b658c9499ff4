package io.quittance.laboratory.search;

import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.Dimension;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.ModelForm;
import io.quittance.laboratory.training.Parameters;
import io.quittance.laboratory.training.SearchSpace;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.TrainingFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// A learner of one page: boosted stumps whose thresholds are zero, one feature after the other. It
/// fails on purpose where the rate is above a bound.
public final class TinyTrainer implements Trainer {

  private final Family family;
  private final double failsAbove;

  public TinyTrainer(Family family) {
    this(family, Double.POSITIVE_INFINITY);
  }

  TinyTrainer(Family family, double failsAbove) {
    this.family = family;
    this.failsAbove = failsAbove;
  }

  @Override
  public Family family() {
    return family;
  }

  @Override
  public String framework() {
    return "stumps 1";
  }

  @Override
  public SearchSpace space(Limits limits) {
    return new SearchSpace(
        List.of(
            new Dimension.Real("rate", 0.01, 1, true),
            new Dimension.Real("shrinkage", 0.1, 1_000, true)));
  }

  @Override
  public Parameters defaults(Limits limits) {
    return Parameters.of(Map.of("rate", 0.02, "shrinkage", 500.0));
  }

  @Override
  public FittedModel train(Task task, Progress progress) {
    Examples train = task.train();
    Examples validation = task.validation();
    Parameters parameters = task.parameters();
    Limits limits = task.limits();
    if (parameters.number("rate") > failsAbove) {
      throw new TrainingFailedException("the rate is too high", new IllegalStateException("rate"));
    }
    List<Tree> trees = new ArrayList<>();
    List<Tree> best = List.of();
    double bestLoss = Double.POSITIVE_INFINITY;
    double[] margins = new double[train.size()];
    double[] judged = new double[validation.size()];
    for (int round = 0;
        round < limits.maxRounds() && round - best.size() < limits.patience();
        round++) {
      Tree tree = stump(train, margins, round % train.width(), parameters);
      trees.add(tree);
      add(tree, train, margins);
      add(tree, validation, judged);
      double loss = LogLoss.of(judged, validation.labels(), validation.weights());
      if (loss < bestLoss) {
        bestLoss = loss;
        best = List.copyOf(trees);
      }
      progress.round(round + 1);
    }
    return new Stumps(family, parameters, bestLoss, new TreeEnsemble(train.width(), 0f, best));
  }

  private static Tree stump(Examples rows, double[] margins, int feature, Parameters parameters) {
    double[] gradient = new double[2];
    double[] hessian = {parameters.number("shrinkage"), parameters.number("shrinkage")};
    double[] cover = new double[2];
    for (int i = 0; i < margins.length; i++) {
      int side = rows.value(i, feature) < 0 ? 0 : 1;
      double p = 1 / (1 + StrictMath.exp(-margins[i]));
      gradient[side] += rows.weights()[i] * ((rows.labels()[i] ? 1 : 0) - p);
      hessian[side] += rows.weights()[i] * p * (1 - p);
      cover[side]++;
    }
    double rate = parameters.number("rate");
    return new Tree(
        new int[] {feature, 0, 0},
        new float[] {0, 0, 0},
        new int[] {1, Tree.LEAF, Tree.LEAF},
        new int[] {2, Tree.LEAF, Tree.LEAF},
        new boolean[3],
        new float[] {
          0, (float) (rate * gradient[0] / hessian[0]), (float) (rate * gradient[1] / hessian[1])
        },
        new double[] {cover[0] + cover[1] + 2, cover[0] + 1, cover[1] + 1});
  }

  private static void add(Tree tree, Examples rows, double[] margins) {
    for (int i = 0; i < margins.length; i++) {
      margins[i] += tree.value()[rows.value(i, tree.feature()[0]) < 0 ? 1 : 2];
    }
  }

  private record Stumps(Family family, Parameters parameters, double logLoss, TreeEnsemble trees)
      implements FittedModel {

    @Override
    public int rounds() {
      return trees.trees().size();
    }

    @Override
    public double[] margins(Examples rows) {
      double[] margins = new double[rows.size()];
      trees.trees().forEach(tree -> add(tree, rows, margins));
      return margins;
    }

    @Override
    public ModelForm form() {
      return new ModelForm.Forest(trees);
    }
  }

  /// Rows whose log odds are linear in the first two of four columns.
  public static Examples rows(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count * 4];
    boolean[] labels = new boolean[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < 4; j++) {
        values[i * 4 + j] = (float) random.nextGaussian();
      }
      double odds = 1.2 * values[i * 4] - 0.8 * values[i * 4 + 1] - 0.7;
      labels[i] = random.nextDouble() < 1 / (1 + StrictMath.exp(-odds));
    }
    return Examples.of(Stream.of("a", "b", "c", "d").map(Column::numeric).toList(), values, labels);
  }
}
