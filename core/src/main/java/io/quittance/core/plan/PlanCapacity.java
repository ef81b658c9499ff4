package io.quittance.core.plan;

import io.quittance.core.vocabulary.Channel;
import java.util.EnumMap;
import java.util.Map;

/// What is available on the day. Immutable.
///
/// @param agentMinutes working time of all agents together, in minutes, 0 to 10¹²
/// @param budgetMinor money for contacts, minor units, 0 to 10¹²
/// @param channelLimits greatest number of contacts on a channel; a channel that is absent has no
///   limit
public record PlanCapacity(
    double agentMinutes, double budgetMinor, Map<Channel, Integer> channelLimits) {

  /// @throws IllegalArgumentException when a number is out of its range
  public PlanCapacity {
    Thousandths.checkRange("agentMinutes", agentMinutes);
    Thousandths.checkRange("budgetMinor", budgetMinor);
    EnumMap<Channel, Integer> limits = new EnumMap<>(Channel.class);
    limits.putAll(channelLimits);
    limits.forEach(
        (channel, limit) -> {
          if (limit < 0) {
            throw new IllegalArgumentException(
                "the limit of %s must be at least 0, was %d".formatted(channel, limit));
          }
        });
    channelLimits = java.util.Collections.unmodifiableMap(limits);
  }
}
