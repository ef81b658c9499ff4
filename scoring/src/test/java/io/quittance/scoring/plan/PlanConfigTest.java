package io.quittance.scoring.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.vocabulary.Channel;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlanConfigTest {

  private static PlanConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(PlanConfig.class)
        .withDefaultValues(values)
        .build()
        .getConfigMapping(PlanConfig.class);
  }

  @Test
  void defaultsAreThoseOfTheCommand() {
    PlanConfig config = config(Map.of());

    assertEquals(100_000, config.maxAccounts());
    assertEquals(Duration.ofDays(2), config.lookBack());
    assertEquals(PlanCosts.DEFAULTS, config.costs());
  }

  @Test
  void everyKey() {
    PlanConfig config =
        config(
            Map.of(
                "quittance.plan.max-accounts", "7",
                "quittance.plan.look-back", "36h",
                "quittance.plan.agent-minutes.call", "1",
                "quittance.plan.agent-minutes.sms", "2",
                "quittance.plan.agent-minutes.email", "3",
                "quittance.plan.agent-minutes.letter", "4",
                "quittance.plan.cost-minor.call", "5",
                "quittance.plan.cost-minor.sms", "6",
                "quittance.plan.cost-minor.email", "7",
                "quittance.plan.cost-minor.letter", "8"));

    assertEquals(7, config.maxAccounts());
    assertEquals(Duration.ofHours(36), config.lookBack());
    assertEquals(
        new PlanCosts(
            Map.of(Channel.CALL, 1.0, Channel.SMS, 2.0, Channel.EMAIL, 3.0, Channel.LETTER, 4.0),
            Map.of(Channel.CALL, 5.0, Channel.SMS, 6.0, Channel.EMAIL, 7.0, Channel.LETTER, 8.0)),
        config.costs());
  }
}
