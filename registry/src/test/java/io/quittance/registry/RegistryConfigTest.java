package io.quittance.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RegistryConfigTest {

  @Test
  void hasTheDefaultsThatTheReadmeNames() {
    RegistryConfig config = of(Map.of());

    assertEquals(1, config.requiredApprovals());
    assertEquals(64L << 20, config.maxArtifactBytes());
    assertEquals(0.005, config.gate().nonInferiorityMargin());
    assertEquals(0.01, config.gate().maxLogLossIncrease());
    assertEquals(0.52, config.gate().minAuc());
    assertEquals(300, config.gate().minRows());
    assertEquals(30, config.gate().minClassRows());
    assertEquals(0.95, config.gate().confidence());
  }

  @Test
  void readsEveryProperty() {
    RegistryConfig config =
        of(
            Map.of(
                "quittance.registry.required-approvals", "2",
                "quittance.registry.max-artifact-bytes", "10",
                "quittance.registry.gate.non-inferiority-margin", "0.1",
                "quittance.registry.gate.max-log-loss-increase", "0.2",
                "quittance.registry.gate.min-auc", "0.6",
                "quittance.registry.gate.min-rows", "3",
                "quittance.registry.gate.min-class-rows", "4",
                "quittance.registry.gate.confidence", "0.9"));

    assertEquals(2, config.requiredApprovals());
    assertEquals(10, config.maxArtifactBytes());
    assertEquals(0.1, config.gate().nonInferiorityMargin());
    assertEquals(0.2, config.gate().maxLogLossIncrease());
    assertEquals(0.6, config.gate().minAuc());
    assertEquals(3, config.gate().minRows());
    assertEquals(4, config.gate().minClassRows());
    assertEquals(0.9, config.gate().confidence());
  }

  private static RegistryConfig of(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(RegistryConfig.class)
        .withDefaultValues(properties)
        .build()
        .getConfigMapping(RegistryConfig.class);
  }
}
