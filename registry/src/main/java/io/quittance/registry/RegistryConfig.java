package io.quittance.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Settings of approvals, artefacts and the promotion gate.
@ConfigMapping(prefix = "quittance.registry")
public interface RegistryConfig {

  /// Number of people, other than the one who registered a version, who must approve it before it
  /// may serve.
  @WithDefault("1")
  int requiredApprovals();

  /// Size limit of an artefact, bytes.
  @WithDefault("67108864")
  long maxArtifactBytes();

  Gate gate();

  /// Conditions that a candidate must meet; see [io.quittance.registry.gate.PromotionGate].
  interface Gate {

    /// Largest tolerated loss of AUC against the champion.
    @WithDefault("0.005")
    double nonInferiorityMargin();

    /// Largest tolerated increase of log loss against the champion, nats per row.
    @WithDefault("0.01")
    double maxLogLossIncrease();

    /// Value that the lower bound of the AUC must exceed when there is no champion.
    @WithDefault("0.52")
    double minAuc();

    @WithDefault("300")
    int minRows();

    /// Smallest number of rows of each class.
    @WithDefault("30")
    int minClassRows();

    /// Confidence level of the DeLong intervals, in (0, 1).
    @WithDefault("0.95")
    double confidence();
  }
}
