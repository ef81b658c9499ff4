package io.quittance.e2e.bench;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.TreeEnsemble;
import java.nio.FloatBuffer;
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

/// Measures the margins of a batch with the flat forest, ONNX Runtime (pinned and plain) and
/// XGBoost.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class ForestBenchmark {

  @Param({"300x6", "200x4"})
  public String model;

  @Param({"1", "100", "10000"})
  public int batch;

  private Batches batches;
  private FlatForest forest;
  private FlatForest.Scratch scratch;
  private float[] margins;
  private PinnedSession session;
  private Booster booster;

  @Setup
  public void open() throws Exception {
    TreeEnsemble ensemble = Workload.ensemble(model);
    batches = Batches.of(batch, 3);
    forest = FlatForest.compile(ensemble, Calibration.IDENTITY);
    scratch = forest.scratch();
    margins = new float[batch];
    session = PinnedSession.open(ensemble, batch);
    booster = Workload.booster(model);
    requireAgreement();
  }

  private void requireAgreement() throws Exception {
    float[] rows = batches.flat();
    FloatBuffer onnx = session.run(rows);
    float[][] xgboost = predicted(rows);
    forest.margins(rows, batch, margins);
    for (int i = 0; i < batch; i++) {
      if (Math.abs(margins[i] - onnx.get(i)) > 1e-5
          || Math.abs(margins[i] - xgboost[i][0]) > 1e-5) {
        throw new IllegalStateException("The contenders disagree on row " + i);
      }
    }
  }

  @TearDown
  public void close() throws Exception {
    session.close();
    booster.dispose();
  }

  @Benchmark
  public double flatForest() {
    float[] rows = batches.flat();
    if (batch == 1) {
      return forest.margin(rows, scratch);
    }
    forest.margins(rows, batch, margins);
    return margins[0];
  }

  @Benchmark
  public FloatBuffer onnxRuntimePinned() throws Exception {
    return session.run(batches.flat());
  }

  @Benchmark
  public float[][] onnxRuntimePlain() throws Exception {
    return session.runPlain(batches.nested());
  }

  @Benchmark
  public float[][] xgboost() throws Exception {
    return predicted(batches.flat());
  }

  private float[][] predicted(float[] rows) throws Exception {
    DMatrix matrix = new DMatrix(rows, batch, Workload.FEATURES, Float.NaN);
    try {
      return booster.predict(matrix, true);
    } finally {
      matrix.dispose();
    }
  }
}
