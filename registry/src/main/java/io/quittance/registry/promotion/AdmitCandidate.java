package io.quittance.registry.promotion;

import io.quittance.registry.Refusal;
import io.quittance.registry.version.Lineage;
import io.quittance.registry.version.ModelVersion;
import io.quittance.registry.version.VersionTransition;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Takes a version into the lifecycle that no evidence came with: it is a candidate until the gate
/// judges it.
@Singleton
public final class AdmitCandidate {

  private final ChangeModel models;

  AdmitCandidate(ChangeModel models) {
    this.models = models;
  }

  /// What was verified.
  ///
  /// @param artifactSha256 the bundle, or the graph where there is no bundle
  /// @param runId the run that it came from
  /// @param lineage what the bundle states; null where there is no bundle
  /// @param requestedBy who asked for the training
  public record Verified(
      String artifactSha256, String runId, @Nullable Lineage lineage, String requestedBy) {}

  /// Reserves the next number of a model. If nothing is admitted with it, the number stays unused.
  public Uni<Integer> reserve(Caller caller, String name) {
    return models.existing(
        caller, name, change -> Uni.createFrom().item(change.model().nextVersion()));
  }

  /// Admits a verified version under its reserved number. Admitting it again changes nothing.
  ///
  /// @return fails with [Refusal] `already-registered` when its bytes are those of another version
  public Uni<Void> admit(Caller caller, String name, int version, Verified verified) {
    return models.existing(
        caller,
        name,
        change ->
            change
                .versionOf(verified.artifactSha256())
                .chain(
                    known ->
                        known.isPresent()
                            ? requireSame(known.get(), version)
                            : insert(change, version, verified)));
  }

  private static Uni<Void> insert(ModelChange change, int number, Verified verified) {
    Lineage lineage = verified.lineage();
    ModelVersion version =
        lineage == null
            ? ModelVersion.ofGraph(
                change.model(),
                number,
                verified.artifactSha256(),
                verified.runId(),
                change.actor(),
                change.at())
            : new ModelVersion(
                change.model(),
                number,
                verified.artifactSha256(),
                lineage,
                change.actor(),
                change.at());
    version.requestedBy(verified.requestedBy());
    return change
        .add(version)
        .chain(
            () ->
                change.add(
                    new VersionTransition(
                        version,
                        null,
                        null,
                        change.actor(),
                        "registered through MLflow",
                        change.at())));
  }

  private static Uni<Void> requireSame(ModelVersion known, int version) {
    if (known.version() != version) {
      throw Refusal.conflict(
              "already-registered",
              "These bytes are registered already, as version " + known.version())
          .with("version", known.version());
    }
    return Uni.createFrom().voidItem();
  }
}
