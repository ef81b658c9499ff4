package io.quittance.registry.gate;

import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.SignatureRefusedException;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.registry.Refusal;

/// Verifies a bundle: every part has its digest, the graph passes core's checks, a forest found in
/// it reproduces the bundle's golden rows, its features are known and allowed, and its manifest
/// states the same lineage as the registration.
///
/// The registry runs no ONNX Runtime, so it does not score the golden rows of a graph that is not a
/// forest. The trainer scores them before it registers, and every scorer before it serves.
/// Stateless and safe for concurrent use.
public final class BundleCheck {

  private BundleCheck() {}

  /// Verifies a bundle and returns who asked for its training.
  ///
  /// @throws Refusal `model-refused` with the `rule`, or `features-refused`
  public static String verify(byte[] zip, Claim claim) {
    try {
      ModelBundle bundle = ModelBundle.read(zip);
      matches(bundle.manifest(), claim);
      FeatureCatalogue.standard().select(bundle.manifest().inputs().featureSchema());
      bundle.load();
      return bundle.manifest().provenance().trainingRun().requestedBy();
    } catch (ModelRefusedException e) {
      throw refused(e.rule(), String.valueOf(e.getMessage()));
    } catch (SignatureRefusedException e) {
      throw Refusal.unacceptable("features-refused", String.valueOf(e.getMessage()))
          .with("rule", e.code())
          .with("feature", e.feature());
    }
  }

  private static void matches(Manifest manifest, Claim claim) {
    if (!manifest.name().equals(claim.model())) {
      throw refused("name", "The manifest names another model than the registration");
    }
    if (!manifest.provenance().trainingRun().id().equals(claim.runId())) {
      throw refused("run-id", "The manifest names another training run than the registration");
    }
    if (!manifest.provenance().dataSha256().equals(claim.dataSha256())) {
      throw refused("data-sha256", "The manifest names another data set than the registration");
    }
  }

  private static Refusal refused(String rule, String message) {
    return Refusal.unacceptable("model-refused", message).with("rule", rule);
  }

  /// What the registration states about the bundle.
  public record Claim(String model, String runId, String dataSha256) {}
}
