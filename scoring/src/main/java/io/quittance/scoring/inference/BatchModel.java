package io.quittance.scoring.inference;

import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.Manifest;
import io.quittance.core.explain.Explanation;
import io.quittance.core.model.ModelRefusedException;
import java.util.Optional;

/// A model of any columns, for rows that come from a file. Immutable, safe for several threads.
public final class BatchModel {

  private final Manifest manifest;
  private final CompiledModel kernel;

  BatchModel(Manifest manifest, CompiledModel kernel) {
    this.manifest = manifest;
    this.kernel = kernel;
  }

  /// Its columns, in order, and their categories.
  public Manifest manifest() {
    return manifest;
  }

  /// One entry per row.
  ///
  /// @param margins log odds before calibration
  /// @param probabilities calibrated
  @SuppressWarnings("ArrayRecordComponent")
  public record Scores(double[] margins, double[] probabilities) {}

  /// The answers to whole rows, one after the other; each is the same as that to its row alone.
  ///
  /// @param rows row-major; `NaN` is missing, a category is its code
  public Scores score(float[] rows) {
    OnnxSession.Answer answer = kernel.answer(rows);
    return new Scores(answer.margins(), answer.probabilities());
  }

  /// How contributions are computed; empty for a model that cannot be explained.
  public Optional<ExplanationMethod> explanationMethod() {
    return kernel.method();
  }

  /// The contributions of one row's features to its margin.
  ///
  /// @throws ModelRefusedException when the model cannot be explained
  public Explanation explain(float[] row) {
    return kernel
        .explain(row)
        .orElseThrow(
            () ->
                new ModelRefusedException(
                    "explanation", "the bundle has nothing to explain its answers with"));
  }
}
