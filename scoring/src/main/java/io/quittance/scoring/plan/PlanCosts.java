package io.quittance.scoring.plan;

import io.quittance.core.vocabulary.Channel;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// The cost of a contact.
///
/// @param agentMinutes working time of an agent for one contact, minutes, for every channel
/// @param costMinor money for one contact, minor units, for every channel
public record PlanCosts(Map<Channel, Double> agentMinutes, Map<Channel, Double> costMinor) {

  /// Six minutes a call (dialling, talking, notes), nothing for what machines send; money as in the
  /// built-in policy packs.
  public static final PlanCosts DEFAULTS =
      new PlanCosts(
          Map.of(Channel.CALL, 6.0, Channel.SMS, 0.0, Channel.EMAIL, 0.0, Channel.LETTER, 0.0),
          Map.of(Channel.CALL, 150.0, Channel.SMS, 5.0, Channel.EMAIL, 2.0, Channel.LETTER, 110.0));

  private static final double MOST = 1e9;

  public PlanCosts {
    agentMinutes = checked("agentMinutes", agentMinutes);
    costMinor = checked("costMinor", costMinor);
  }

  /// These, but for the channels named.
  ///
  /// @throws IllegalArgumentException when a value is not between 0 and 1e9
  public PlanCosts with(Map<Channel, Double> minutes, Map<Channel, Double> costs) {
    return new PlanCosts(merged(agentMinutes, minutes), merged(costMinor, costs));
  }

  double minutes(Channel channel) {
    return agentMinutes.getOrDefault(channel, 0.0);
  }

  double cost(Channel channel) {
    return costMinor.getOrDefault(channel, 0.0);
  }

  private static Map<Channel, Double> merged(
      Map<Channel, Double> defaults, Map<Channel, Double> given) {
    EnumMap<Channel, Double> merged = new EnumMap<>(defaults);
    merged.putAll(given);
    return merged;
  }

  private static Map<Channel, Double> checked(String name, Map<Channel, Double> values) {
    EnumMap<Channel, Double> checked = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      Double value = values.get(channel);
      if (value == null || !(value >= 0 && value <= MOST)) {
        throw new IllegalArgumentException(
            "%s.%s must lie between 0 and %.0f, was %s"
                .formatted(name, Candidacy.wireName(channel), MOST, value));
      }
      checked.put(channel, value);
    }
    return Collections.unmodifiableMap(checked);
  }
}
