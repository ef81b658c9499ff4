package io.quittance.e2e.bench;

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

/// Measures the exact contributions of a batch with Quittance, Algorithm 2 in Java and XGBoost.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class ShapBenchmark {

  @Param({"300x6", "200x4"})
  public String model;

  @Param({"1", "1000"})
  public int batch;

  private Batches batches;
  private TreeShap shap;
  private TreeShap walked;
  private TreeShap.Scratch scratch;
  private double[] contributions;
  private Booster booster;

  @Setup
  public void open() throws Exception {
    TreeEnsemble ensemble = Workload.ensemble(model);
    batches = Batches.of(batch, 5);
    shap = TreeShap.of(ensemble);
    walked = TreeShap.walking(ensemble);
    scratch = shap.scratch();
    contributions = new double[batch * Workload.FEATURES];
    booster = Workload.booster(model);
    requireAgreement();
  }

  private void requireAgreement() throws Exception {
    float[] rows = batches.flat();
    shap.explain(rows, 1, contributions, scratch);
    float[][] own = contributions(rows, 1);
    for (int f = 0; f < Workload.FEATURES; f++) {
      if (Math.abs(contributions[f] - own[0][f]) > 1e-5) {
        throw new IllegalStateException("The contenders disagree on feature " + f);
      }
    }
  }

  private float[][] contributions(float[] rows, int n) throws Exception {
    DMatrix matrix = new DMatrix(rows, n, Workload.FEATURES, Float.NaN);
    try {
      return booster.predictContrib(matrix, 0);
    } finally {
      matrix.dispose();
    }
  }

  @TearDown
  public void close() {
    booster.dispose();
  }

  @Benchmark
  public double[] treeShap() {
    shap.explain(batches.flat(), batch, contributions, scratch);
    return contributions;
  }

  @Benchmark
  public double[] algorithm2() {
    walked.explain(batches.flat(), batch, contributions, scratch);
    return contributions;
  }

  @Benchmark
  public float[][] xgboost() throws Exception {
    return contributions(batches.flat(), batch);
  }
}
