package io.quittance.scoring.inference;

import ai.onnxruntime.OrtException;
import io.quittance.core.explain.Explanation;
import io.quittance.core.explain.TreeShap;
import io.quittance.core.model.FlatForest;
import java.util.Optional;

/// What computes. Safe for several threads.
sealed interface Kernel {

  /// Margins and probabilities of whole rows, one after the other.
  OnnxSession.Answer answer(float[] rows);

  /// The exact contributions to the margin of one row; empty where they cannot be computed.
  Optional<Explanation> explain(float[] row);

  /// A forest compiled to plain Java: bit-for-bit the same alone and in a batch.
  final class Forest implements Kernel {

    private final FlatForest forest;
    private final Optional<TreeShap> shap;
    private final ThreadLocal<FlatForest.Scratch> scratch;
    private final ThreadLocal<TreeShap.Scratch> shapScratch;

    Forest(FlatForest forest) {
      this.forest = forest;
      this.shap =
          forest.ensemble().hasCovers()
              ? Optional.of(TreeShap.of(forest.ensemble()))
              : Optional.empty();
      this.scratch = ThreadLocal.withInitial(forest::scratch);
      this.shapScratch = ThreadLocal.withInitial(() -> shap.orElseThrow().scratch());
    }

    @Override
    public OnnxSession.Answer answer(float[] rows) {
      int features = forest.features();
      int n = rows.length / features;
      double[] margins = new double[n];
      double[] probabilities = new double[n];
      float[] row = new float[features];
      for (int i = 0; i < n; i++) {
        System.arraycopy(rows, i * features, row, 0, features);
        margins[i] = forest.margin(row, scratch.get());
        probabilities[i] = forest.probability(margins[i]);
      }
      return new OnnxSession.Answer(margins, probabilities);
    }

    @Override
    public Optional<Explanation> explain(float[] row) {
      return shap.map(exact -> exact.explain(row, shapScratch.get()));
    }
  }

  /// A graph that is no forest, on ONNX Runtime. It does not explain itself.
  final class Runtime implements Kernel {

    private final OnnxSession session;

    Runtime(OnnxSession session) {
      this.session = session;
    }

    @Override
    public OnnxSession.Answer answer(float[] rows) {
      try {
        return session.run(rows);
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime failed on a row", e);
      }
    }

    @Override
    public Optional<Explanation> explain(float[] row) {
      return Optional.empty();
    }
  }
}
