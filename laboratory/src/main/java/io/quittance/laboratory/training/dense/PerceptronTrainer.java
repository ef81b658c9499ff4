package io.quittance.laboratory.training.dense;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.Dimension;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Parameters;
import io.quittance.laboratory.training.SearchSpace;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.encoding.Preparation;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Trains a multilayer perceptron with one or two hidden layers on prepared columns, with DJL's
/// PyTorch engine. The first training on a machine unpacks 450 MB; see [PyTorch].
///
/// A round is an epoch. Epochs cost more than trees and overfit sooner, so training runs at most
/// [#MOST_EPOCHS] epochs with a patience of at most [#MOST_PATIENCE], even when the limits allow
/// more.
public final class PerceptronTrainer implements Trainer {

  private static final int MOST_EPOCHS = 40;
  private static final int MOST_PATIENCE = 4;

  @Override
  public Family family() {
    return Family.MULTILAYER_PERCEPTRON;
  }

  @Override
  public String framework() {
    return PyTorch.VERSION;
  }

  @Override
  public SearchSpace space(Limits limits) {
    return new SearchSpace(
        List.of(
            new Dimension.Whole("layers", 1, 2, false),
            new Dimension.Whole("units", 8, 96, true),
            new Dimension.Real("learning-rate", 3e-4, 2e-2, true),
            new Dimension.Real("weight-decay", 1e-5, 0.3, true),
            new Dimension.Whole("batch-rows", 128, 1024, true)));
  }

  @Override
  public Parameters defaults(Limits limits) {
    return Parameters.of(
        Map.of(
            "layers", 2.0,
            "units", 32.0,
            "learning-rate", 3e-3,
            "weight-decay", 1e-2,
            "batch-rows", 512.0));
  }

  @Override
  public FittedModel train(Task task, Progress progress) {
    Examples train = task.train();
    Examples validation = task.validation();
    Parameters parameters = task.parameters();
    Limits limits = task.limits();
    Preparation preparation = Preparation.learn(train, limits.seed());
    DenseRows learned = new DenseRows(preparation.training(), train.labels(), train.weights());
    DenseRows held =
        new DenseRows(preparation.apply(validation), validation.labels(), validation.weights());
    List<Integer> hidden =
        Collections.nCopies(parameters.whole("layers"), parameters.whole("units"));
    Epochs epochs =
        new Epochs(
            learned,
            held,
            new Epochs.Schedule(
                parameters.whole("batch-rows"),
                parameters.number("learning-rate"),
                parameters.number("weight-decay"),
                Math.min(limits.maxRounds(), MOST_EPOCHS),
                Math.min(limits.patience(), MOST_PATIENCE),
                limits.seed()));
    Epochs.Best best =
        epochs.run(
            Layers.random(preparation.width(), hidden, learned.logOdds(), limits.seed()), progress);
    Perceptron perceptron = new Perceptron(preparation, best.layers());
    return DenseModel.Fitted.of(family(), parameters, validation, best.epoch(), perceptron, false);
  }
}
