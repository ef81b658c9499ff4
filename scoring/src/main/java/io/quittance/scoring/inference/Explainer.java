package io.quittance.scoring.inference;

import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.explain.AdditiveShap;
import io.quittance.core.explain.Explanation;
import io.quittance.core.explain.MarginFunction;
import io.quittance.core.explain.SampledShap;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.treeshap.TreeShap;
import java.util.Optional;

/// How the margins of a kernel are explained. Safe for several threads.
sealed interface Explainer {

  /// Orders of the features a sampled explanation walks: at most as many margins a feature.
  int PERMUTATIONS = 128;

  /// Largest difference of an additive model's margin from the sum of its parts, relative above 1.
  double TOLERANCE = 1e-4;

  Explanation explain(float[] row);

  ExplanationMethod method();

  /// Exact along the trees; empty where covers are unknown.
  static Optional<Explainer> ofTrees(TreeEnsemble ensemble) {
    return ensemble.hasCovers() ? Optional.of(new Trees(TreeShap.of(ensemble))) : Optional.empty();
  }

  /// By the method that the bundle names; empty when that is its trees.
  ///
  /// @param margins of the graph, as it will answer
  /// @throws ModelRefusedException with rule `explanation` when the model is said to be additive
  ///   but its golden or background rows show that it is not
  static Optional<Explainer> ofMargins(ModelBundle bundle, MarginFunction margins) {
    float[][] background = bundle.background().map(rows -> rows.rows()).orElse(new float[0][]);
    return switch (bundle.manifest().explanation()) {
      case TREES -> Optional.empty();
      case ADDITIVE -> {
        AdditiveShap shap = AdditiveShap.of(margins, background);
        if (!shap.holds(bundle.goldenRows().features(), TOLERANCE)
            || !shap.holds(background, TOLERANCE)) {
          throw new ModelRefusedException(
              "explanation", "the model is said to be additive in its features, but is not");
        }
        yield Optional.of(new Additive(shap));
      }
      case SAMPLED ->
          Optional.of(new Sampled(new SampledShap(margins, background, PERMUTATIONS, 1)));
    };
  }

  /// Path-dependent values of a forest.
  final class Trees implements Explainer {

    private final TreeShap shap;
    private final ThreadLocal<TreeShap.Scratch> scratch;

    Trees(TreeShap shap) {
      this.shap = shap;
      this.scratch = ThreadLocal.withInitial(shap::scratch);
    }

    @Override
    public Explanation explain(float[] row) {
      return shap.explain(row, scratch.get());
    }

    @Override
    public ExplanationMethod method() {
      return ExplanationMethod.TREES;
    }
  }

  /// Interventional values of a sum over features.
  record Additive(AdditiveShap shap) implements Explainer {

    @Override
    public Explanation explain(float[] row) {
      return shap.explain(row);
    }

    @Override
    public ExplanationMethod method() {
      return ExplanationMethod.ADDITIVE;
    }
  }

  /// Estimated interventional values of anything.
  record Sampled(SampledShap shap) implements Explainer {

    @Override
    public Explanation explain(float[] row) {
      return shap.explain(row).explanation();
    }

    @Override
    public ExplanationMethod method() {
      return ExplanationMethod.SAMPLED;
    }
  }
}
