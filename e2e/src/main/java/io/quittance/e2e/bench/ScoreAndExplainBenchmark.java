package io.quittance.e2e.bench;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.treeshap.TreeShap;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/// Measures margin, probability and exact contributions of every row of a batch, on two threads
/// that share only the model.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(2)
@SuppressWarnings("NullAway.Init")
public class ScoreAndExplainBenchmark {

  @Param({"200x4", "300x6"})
  public String model;

  @Param("1000")
  public int batch;

  private FlatForest forest;
  private TreeShap shap;

  @Setup
  public void open() throws Exception {
    TreeEnsemble ensemble = Workload.ensemble(model);
    forest = FlatForest.compile(ensemble, Calibration.IDENTITY);
    shap = TreeShap.of(ensemble);
  }

  /// State of one thread.
  @State(Scope.Thread)
  public static class Own {
    private Batches batches;
    private TreeShap.Scratch scratch;
    private float[] margins;
    private double[] probabilities;
    private double[] contributions;
    private Booster booster;

    @Setup
    public void open(ScoreAndExplainBenchmark shared) throws Exception {
      batches = Batches.of(shared.batch, Thread.currentThread().threadId());
      scratch = shared.shap.scratch();
      margins = new float[shared.batch];
      probabilities = new double[shared.batch];
      contributions = new double[shared.batch * Workload.FEATURES];
      booster = Workload.booster(shared.model);
    }

    @TearDown
    public void close() {
      booster.dispose();
    }
  }

  @Benchmark
  public double[] quittance(Own own) {
    float[] rows = own.batches.flat();
    forest.margins(rows, batch, own.margins);
    for (int i = 0; i < batch; i++) {
      own.probabilities[i] = forest.probability(own.margins[i]);
    }
    shap.explain(rows, batch, own.contributions, own.scratch);
    return own.contributions;
  }

  @Benchmark
  public float[][] xgboost(Own own) throws Exception {
    DMatrix matrix = new DMatrix(own.batches.flat(), batch, Workload.FEATURES, Float.NaN);
    try {
      own.booster.predict(matrix);
      return own.booster.predictContrib(matrix, 0);
    } finally {
      matrix.dispose();
    }
  }
}
