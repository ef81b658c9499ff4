package io.quittance.laboratory.export;

import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.explain.MarginFunction;
import io.quittance.core.forest.FlatForest;
import java.util.Arrays;
import java.util.Optional;

/// Runs a bundle's model as the scoring service does: with the flat forest if the graph is one,
/// otherwise with ONNX Runtime. Must be closed.
public final class ExportedModel implements MarginFunction, AutoCloseable {

  private final int features;
  private final Optional<FlatForest> forest;
  private final Optional<OnnxScorer> scorer;
  private final Calibration calibration;

  private ExportedModel(
      int features,
      Optional<FlatForest> forest,
      Optional<OnnxScorer> scorer,
      Calibration calibration) {
    this.features = features;
    this.forest = forest;
    this.scorer = scorer;
    this.calibration = calibration;
  }

  /// Verifies and loads a bundle.
  ///
  /// @throws io.quittance.core.model.ModelRefusedException when the bundle is not valid
  public static ExportedModel of(ModelBundle bundle) {
    Optional<FlatForest> forest = bundle.load().forest();
    return new ExportedModel(
        bundle.manifest().featureNames().size(),
        forest,
        forest.isPresent() ? Optional.empty() : Optional.of(new OnnxScorer(bundle.onnx())),
        bundle.manifest().calibration());
  }

  /// Returns the trees; empty for any other kind of graph.
  public Optional<FlatForest> forest() {
    return forest;
  }

  public Calibration calibration() {
    return calibration;
  }

  @Override
  public void margins(float[] rows, int n, double[] out) {
    if (forest.isPresent()) {
      FlatForest.Scratch scratch = forest.get().scratch();
      for (int i = 0; i < n; i++) {
        out[i] =
            forest
                .get()
                .margin(Arrays.copyOfRange(rows, i * features, (i + 1) * features), scratch);
      }
      return;
    }
    float[] margins = scored(rows, n).margins();
    for (int i = 0; i < n; i++) {
      out[i] = margins[i];
    }
  }

  /// Returns the calibrated probabilities of complete rows, stored one after another.
  public double[] probabilities(float[] rows) {
    int n = rows.length / features;
    double[] probabilities = new double[n];
    if (forest.isPresent()) {
      margins(rows, n, probabilities);
      return Arrays.stream(probabilities).map(forest.get()::probability).toArray();
    }
    float[] scored = scored(rows, n).probabilities();
    for (int i = 0; i < n; i++) {
      probabilities[i] = scored[i];
    }
    return probabilities;
  }

  private OnnxScorer.Scores scored(float[] rows, int n) {
    return scorer.orElseThrow().score(Arrays.copyOf(rows, n * features), n, features);
  }

  @Override
  public void close() {
    scorer.ifPresent(OnnxScorer::close);
  }
}
