package io.quittance.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.pack.BuiltInPacks;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScoringConfigTest {

  private static ScoringConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(ScoringConfig.class)
        .withDefaultValues(values)
        .build()
        .getConfigMapping(ScoringConfig.class);
  }

  @Test
  void defaults() {
    ScoringConfig config = config(Map.of());

    assertEquals(Path.of(".quittance/scoring"), config.dataDir());
    assertEquals("payment-30d", config.model().name());
    assertEquals(Duration.ofSeconds(15), config.model().retryAtMost());
    assertEquals(Duration.ofMinutes(5), config.model().waitAtMost());
    assertEquals(500, config.publications().pageSize());
    assertEquals(1_000, config.publications().perSecond());
    assertEquals(BuiltInPacks.DEFAULTS, config.policy().packs());
    assertEquals(Optional.empty(), config.policy().directory());
    assertEquals(Optional.empty(), config.policy().trustedKeys());
    assertEquals("en", config.reasons().locale());
    assertEquals(ScoringConfig.OnnxRuntimeMode.AUTO, config.inference().onnxRuntime());
    assertEquals(Duration.ofMillis(100), config.batch().retryFirst());
    assertEquals(Duration.ofSeconds(5), config.batch().retryAtMost());
    assertEquals(Duration.ofMinutes(10), config.permits().lifetime());
    assertEquals(Optional.empty(), config.permits().simulatedTenants());
    assertEquals(Duration.ofSeconds(30), config.reviews().countEvery());
    assertEquals(Optional.empty(), config.retention().keep());
    assertEquals(Optional.empty(), config.retention().keepPermits());
    assertEquals(Duration.ofHours(1), config.retention().every());
  }

  @Test
  void everyKey() {
    ScoringConfig config =
        config(
            Map.ofEntries(
                Map.entry("quittance.data-dir", "/var/lib/quittance"),
                Map.entry("quittance.model.name", "other"),
                Map.entry("quittance.model.retry-at-most", "3s"),
                Map.entry("quittance.model.wait-at-most", "0s"),
                Map.entry("quittance.publications.page-size", "10"),
                Map.entry("quittance.publications.per-second", "20"),
                Map.entry("quittance.policy.packs", "own,strict"),
                Map.entry("quittance.policy.directory", "/etc/quittance/policy"),
                Map.entry("quittance.policy.trusted-keys", "/etc/a.pub,/etc/b.pub"),
                Map.entry("quittance.reasons.locale", "es"),
                Map.entry("quittance.inference.onnx-runtime", "off"),
                Map.entry("quittance.batch.retry-first", "1s"),
                Map.entry("quittance.batch.retry-at-most", "9s"),
                Map.entry("quittance.permits.lifetime", "3m"),
                Map.entry("quittance.permits.simulated-tenants", "demo,test"),
                Map.entry("quittance.reviews.count-every", "2s")));

    assertEquals(Path.of("/var/lib/quittance"), config.dataDir());
    assertEquals("other", config.model().name());
    assertEquals(Duration.ofSeconds(3), config.model().retryAtMost());
    assertEquals(Duration.ZERO, config.model().waitAtMost());
    assertEquals(10, config.publications().pageSize());
    assertEquals(20, config.publications().perSecond());
    assertEquals(List.of("own", "strict"), config.policy().packs());
    assertEquals(Optional.of(Path.of("/etc/quittance/policy")), config.policy().directory());
    assertEquals(
        Optional.of(List.of(Path.of("/etc/a.pub"), Path.of("/etc/b.pub"))),
        config.policy().trustedKeys());
    assertEquals("es", config.reasons().locale());
    assertEquals(ScoringConfig.OnnxRuntimeMode.OFF, config.inference().onnxRuntime());
    assertEquals(Duration.ofSeconds(1), config.batch().retryFirst());
    assertEquals(Duration.ofSeconds(9), config.batch().retryAtMost());
    assertEquals(Duration.ofMinutes(3), config.permits().lifetime());
    assertEquals(Optional.of(Set.of("demo", "test")), config.permits().simulatedTenants());
    assertEquals(Duration.ofSeconds(2), config.reviews().countEvery());
  }
}
