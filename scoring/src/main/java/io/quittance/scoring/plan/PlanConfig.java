package io.quittance.scoring.plan;

import io.quittance.core.vocabulary.Channel;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/// What can be set about plans. A request may set minutes and costs of its own.
@ConfigMapping(prefix = "quittance.plan")
interface PlanConfig {

  /// A plan over more accounts is refused: it bounds the heap that a plan takes.
  @WithDefault("100000")
  int maxAccounts();

  /// How long before the day a decision may be that has a window on it: at least the longest
  /// horizon of any policy pack.
  @WithDefault("2d")
  Duration lookBack();

  /// Working time of an agent for one contact, minutes.
  Minutes agentMinutes();

  /// Money for one contact, minor units.
  Cost costMinor();

  interface Minutes {
    @WithDefault("6")
    double call();

    @WithDefault("0")
    double sms();

    @WithDefault("0")
    double email();

    @WithDefault("0")
    double letter();
  }

  interface Cost {
    @WithDefault("150")
    double call();

    @WithDefault("5")
    double sms();

    @WithDefault("2")
    double email();

    @WithDefault("110")
    double letter();
  }

  default PlanCosts costs() {
    return new PlanCosts(
        Map.of(
            Channel.CALL, agentMinutes().call(),
            Channel.SMS, agentMinutes().sms(),
            Channel.EMAIL, agentMinutes().email(),
            Channel.LETTER, agentMinutes().letter()),
        Map.of(
            Channel.CALL, costMinor().call(),
            Channel.SMS, costMinor().sms(),
            Channel.EMAIL, costMinor().email(),
            Channel.LETTER, costMinor().letter()));
  }
}
