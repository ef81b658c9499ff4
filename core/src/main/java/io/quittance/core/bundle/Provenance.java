package io.quittance.core.bundle;

import io.quittance.core.model.ModelRefusedException;
import java.time.Instant;

/// Where a model comes from: who trained it, on which data, with what.
///
/// @param trainingRun the run that trained it
/// @param dataSha256 SHA-256 of the training data set, lower-case hexadecimal
/// @param createdAt when the bundle was made
/// @param quittanceVersion release of Quittance that made it
/// @param framework library that trained it, with its version, such as `xgboost 3.0.4`
public record Provenance(
    TrainingRun trainingRun,
    String dataSha256,
    Instant createdAt,
    String quittanceVersion,
    String framework) {

  /// @throws ModelRefusedException with rule `manifest` when a part is missing
  public Provenance {
    if (trainingRun == null
        || dataSha256 == null
        || createdAt == null
        || quittanceVersion == null
        || framework == null) {
      throw new ModelRefusedException("manifest", "the manifest lacks a required field");
    }
  }
}
