package io.quittance.scoring.inference;

import ai.onnxruntime.OrtException;
import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.explain.Explanation;
import io.quittance.core.explain.MarginFunction;
import io.quittance.core.forest.FlatForest;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Optional;

/// Computes margins, probabilities and explanations. Thread-safe.
sealed interface CompiledModel {

  /// Returns margins and probabilities of whole rows, stored one after the other.
  OnnxSession.Answer answer(float[] rows);

  /// Returns the margins alone, for explanations that vary rows.
  MarginFunction margins();

  /// Returns the explainer of its answers; empty if they cannot be explained.
  Optional<Explainer> explainer();

  /// Returns the contributions to the margin of one row; empty if they cannot be computed.
  default Optional<Explanation> explain(float[] row) {
    return explainer().map(explainer -> explainer.explain(row));
  }

  /// Returns the method by which contributions are computed; empty if they cannot be.
  default Optional<ExplanationMethod> method() {
    return explainer().map(Explainer::method);
  }

  /// A forest compiled to plain Java: bit-for-bit the same alone and in a batch.
  final class Forest implements CompiledModel {

    private final FlatForest forest;
    private final Optional<Explainer> explainer;
    private final ThreadLocal<FlatForest.Scratch> scratch;

    /// A forest is explained by its trees; where their covers are unknown, as the bundle says.
    Forest(FlatForest forest, ModelBundle bundle) {
      this.forest = forest;
      this.explainer =
          Explainer.ofTrees(forest.ensemble())
              .or(() -> Explainer.ofMargins(bundle, forest::margins));
      this.scratch = ThreadLocal.withInitial(forest::scratch);
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
    public MarginFunction margins() {
      return forest::margins;
    }

    @Override
    public Optional<Explainer> explainer() {
      return explainer;
    }
  }

  /// A graph that is no forest, on ONNX Runtime, explained against the background of its bundle.
  /// Its native memory is given back some time after the last reference to it is gone, as a
  /// decision may be under way when another champion takes over.
  final class Runtime implements CompiledModel {

    private static final Cleaner CLEANER = Cleaner.create();

    private final OnnxSession session;
    private final int features;
    private final Optional<Explainer> explainer;

    Runtime(OnnxSession session, ModelBundle bundle) {
      this.session = session;
      this.features = bundle.manifest().inputs().featureSchema().size();
      this.explainer = Explainer.ofMargins(bundle, this::margins);
      CLEANER.register(this, session::close);
    }

    @Override
    public OnnxSession.Answer answer(float[] rows) {
      try {
        return session.run(rows);
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime failed on a row", e);
      } finally {
        Reference.reachabilityFence(this);
      }
    }

    @Override
    public MarginFunction margins() {
      return this::margins;
    }

    private void margins(float[] rows, int n, double[] out) {
      int used = n * features;
      float[] whole = rows.length == used ? rows : Arrays.copyOf(rows, used);
      System.arraycopy(answer(whole).margins(), 0, out, 0, n);
    }

    @Override
    public Optional<Explainer> explainer() {
      return explainer;
    }
  }
}
