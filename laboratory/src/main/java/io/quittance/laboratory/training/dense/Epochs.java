package io.quittance.laboratory.training.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.Trainer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Trains a network epoch by epoch, each in a new seeded order. Keeps the weights of the epoch with
/// the lowest log loss on the validation rows. Native memory is released when [#run] returns.
final class Epochs {

  /// The learning rate decreases by this factor with each epoch.
  private static final double RATE_DECAY = 0.93;

  private final DenseRows train;
  private final DenseRows validation;
  private final Schedule schedule;
  private final int batches;
  private final int batchRows;

  /// How to train.
  ///
  /// @param batchRows rows per step; at most the number of rows
  /// @param rate learning rate of the first epoch
  /// @param decay of the weights, as a share of the learning rate
  /// @param patience epochs without a lower loss after which training stops
  record Schedule(int batchRows, double rate, double decay, int epochs, int patience, long seed) {}

  /// The weights that were kept.
  ///
  /// @param epoch counted from 1
  record Best(Layers layers, int epoch) {}

  Epochs(DenseRows train, DenseRows validation, Schedule schedule) {
    this.train = train;
    this.validation = validation;
    this.schedule = schedule;
    this.batchRows = Math.min(schedule.batchRows(), train.size());
    this.batches = train.size() / batchRows;
  }

  Best run(Layers start, Trainer.Progress progress) {
    SplittableRandom random = new SplittableRandom(schedule.seed());
    Best best = new Best(start, 1);
    double bestLoss = Double.POSITIVE_INFINITY;
    try (NDManager manager = PyTorch.manager();
        Network network = new Network(manager.newSubManager(), start);
        Shuffled shuffled = new Shuffled(manager);
        NDArray held =
            manager.create(validation.values(), new Shape(validation.size(), validation.width()))) {
      for (int epoch = 1;
          epoch <= schedule.epochs() && epoch - best.epoch() < schedule.patience();
          epoch++) {
        shuffled.fill(random);
        learn(network, shuffled, manager, schedule.rate() * StrictMath.pow(RATE_DECAY, epoch - 1));
        double loss = loss(network, held);
        if (loss < bestLoss) {
          bestLoss = loss;
          best = new Best(network.layers(), epoch);
        }
        progress.round(epoch);
      }
    }
    return best;
  }

  private void learn(Network network, Shuffled shuffled, NDManager manager, double rate) {
    for (int batch = 0; batch < batches; batch++) {
      NDIndex slice = new NDIndex().addSliceDim((long) batch * batchRows, (batch + 1L) * batchRows);
      try (NDManager step = manager.newSubManager()) {
        List<NDArray> gradients =
            network.gradients(
                shuffled.rows.get(step, slice),
                shuffled.labels.get(step, slice),
                shuffled.shares.get(step, slice));
        network.update(gradients, rate, schedule.decay());
      }
    }
  }

  private double loss(Network network, NDArray held) {
    try (NDManager step = held.getManager().newSubManager()) {
      NDArray rows = held.get(step, new NDIndex().addSliceDim(0, validation.size()));
      float[] margins = network.margins(rows).toFloatArray();
      double[] wide = IntStream.range(0, margins.length).mapToDouble(i -> margins[i]).toArray();
      return LogLoss.of(wide, validation.labels(), validation.weights());
    }
  }

  /// The training rows in an order that changes.
  private final class Shuffled implements AutoCloseable {
    private final NDArray rows;
    private final NDArray labels;
    private final NDArray shares;
    private final ByteBuffer rowBuffer = floats(train.values().length);
    private final ByteBuffer labelBuffer = floats(train.size());
    private final ByteBuffer shareBuffer = floats(train.size());
    private final int[] order = IntStream.range(0, train.size()).toArray();
    private final float scale = (float) (1 / (train.meanWeight() * batchRows));

    Shuffled(NDManager manager) {
      rows = manager.zeros(new Shape(train.size(), train.width()), DataType.FLOAT32);
      labels = manager.zeros(new Shape(train.size(), 1), DataType.FLOAT32);
      shares = manager.zeros(new Shape(train.size(), 1), DataType.FLOAT32);
    }

    private static ByteBuffer floats(int count) {
      return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
          .order(ByteOrder.nativeOrder());
    }

    void fill(SplittableRandom random) {
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int row = order[i];
        order[i] = order[j];
        order[j] = row;
      }
      FloatBuffer rowValues = rowBuffer.asFloatBuffer();
      FloatBuffer labelValues = labelBuffer.asFloatBuffer();
      FloatBuffer shareValues = shareBuffer.asFloatBuffer();
      for (int row : order) {
        rowValues.put(train.values(), row * train.width(), train.width());
        labelValues.put(train.labels()[row] ? 1 : 0);
        shareValues.put(train.weights()[row] * scale);
      }
      rows.set(rowBuffer);
      labels.set(labelBuffer);
      shares.set(shareBuffer);
    }

    @Override
    public void close() {
      rows.close();
      labels.close();
      shares.close();
    }
  }
}
