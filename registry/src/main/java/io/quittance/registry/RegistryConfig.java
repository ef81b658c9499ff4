package io.quittance.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How careful the registry is.
@ConfigMapping(prefix = "quittance.registry")
public interface RegistryConfig {

  /// People other than the one who registered a version that must approve it before it may serve.
  @WithDefault("1")
  int requiredApprovals();

  /// The largest artefact, in bytes.
  @WithDefault("67108864")
  long maxArtifactBytes();

  Gate gate();

  /// What a candidate must show; see [io.quittance.registry.gate.PromotionGate].
  interface Gate {

    /// The AUC that a candidate may at most lose against the champion.
    @WithDefault("0.005")
    double nonInferiorityMargin();

    /// The log loss (nats a row) by which a candidate may at most be worse.
    @WithDefault("0.01")
    double maxLogLossIncrease();

    /// Without a champion: what the lower bound of the AUC must exceed.
    @WithDefault("0.52")
    double minAuc();

    @WithDefault("300")
    int minRows();

    /// Rows that each class must have.
    @WithDefault("30")
    int minClassRows();

    /// Of the DeLong intervals, in (0, 1).
    @WithDefault("0.95")
    double confidence();
  }
}
