package io.quittance.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.feedback.drift.DriftConfig;
import io.quittance.feedback.label.LabelConfig;
import io.quittance.feedback.trigger.TriggerConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigDefaultsTest {

  private static <T> T defaults(Class<T> mapping) {
    SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(mapping).build();
    return config.getConfigMapping(mapping);
  }

  @Test
  void labels() {
    LabelConfig config = defaults(LabelConfig.class);
    assertEquals(Duration.ofDays(30), config.horizon());
    assertEquals(new BigDecimal("0.05"), config.share());
    assertEquals(LabelConfig.Definition.PAID_SHARE, config.definition());
    assertEquals(Duration.ofHours(1), config.passStep());
    assertEquals(Duration.ofSeconds(5), config.idleTimeout());
    assertEquals(Duration.ofSeconds(15), config.longestWait());
  }

  @Test
  void drift() {
    DriftConfig config = defaults(DriftConfig.class);
    assertEquals(Duration.ofDays(14), config.window());
    assertEquals(0.2, config.psi());
    assertEquals(0.5, config.single());
    assertEquals(3, config.features());
    assertEquals(0.01, config.alpha());
    assertEquals(500, config.minRows());
    assertEquals(Duration.ofDays(180), config.lookBack());
    assertEquals(Set.of("action_channel"), config.ignoredFeatures());
  }

  @Test
  void triggers() {
    TriggerConfig config = defaults(TriggerConfig.class);
    assertEquals(5_000, config.minLabels());
    assertEquals(50, config.minClass());
    assertEquals(Duration.ofDays(14), config.cooldown());
    assertEquals(Duration.ofDays(120), config.schedule());
    assertEquals(Duration.ofDays(365), config.trainingWindow());
    assertEquals(400, config.kept());
    assertEquals(5_000, config.drift().minLabels());
    assertEquals(Duration.ofDays(90), config.drift().maxHold());
    assertEquals(Duration.ofDays(30), config.performance().window());
    assertEquals(1_000, config.performance().minLabels());
    assertEquals(0.03, config.performance().margin());
  }
}
