package io.quittance.scoring.inference;

import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.explain.Explanation;
import io.quittance.core.explain.MarginFunction;
import io.quittance.core.model.DriftReference;
import io.quittance.core.model.ModelRefusedException;
import java.util.Optional;

/// A model of any columns, for the rows of a file. Immutable and thread-safe.
public final class BatchModel {

  private final Manifest manifest;
  private final DriftReference reference;
  private final CompiledModel compiled;

  BatchModel(ModelBundle bundle, CompiledModel compiled) {
    this.manifest = bundle.manifest();
    this.reference = bundle.reference();
    this.compiled = compiled;
  }

  /// Returns the manifest, which names the columns in order and their categories.
  public Manifest manifest() {
    return manifest;
  }

  /// Returns the distribution of each column in training, in the order of the columns.
  public DriftReference reference() {
    return reference;
  }

  /// Returns the margins (log odds before calibration) as a function of rows.
  public MarginFunction margins() {
    return compiled.margins();
  }

  /// Scores of some rows, one entry per row.
  ///
  /// @param margins log odds before calibration
  /// @param probabilities calibrated probabilities
  @SuppressWarnings("ArrayRecordComponent")
  public record Scores(double[] margins, double[] probabilities) {}

  /// Scores whole rows, stored one after the other; each score equals that of its row alone.
  ///
  /// @param rows row-major; `NaN` is missing, a category is its code
  public Scores score(float[] rows) {
    OnnxSession.Answer answer = compiled.answer(rows);
    return new Scores(answer.margins(), answer.probabilities());
  }

  /// Returns the method by which contributions are computed; empty if the model cannot be
  /// explained.
  public Optional<ExplanationMethod> explanationMethod() {
    return compiled.method();
  }

  /// Returns the contributions of one row's features to its margin.
  ///
  /// @throws ModelRefusedException when the model cannot be explained
  public Explanation explain(float[] row) {
    return compiled
        .explain(row)
        .orElseThrow(
            () ->
                new ModelRefusedException(
                    "explanation", "the bundle has nothing to explain its answers with"));
  }
}
