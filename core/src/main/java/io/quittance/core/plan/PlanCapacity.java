package io.quittance.core.plan;

import io.quittance.core.vocabulary.Channel;
import java.util.EnumMap;
import java.util.Map;

/// What there is on the day.
///
/// @param agentMinutes working time of all agents together, at least 0
/// @param budgetMinor money for contacts, minor units, at least 0
/// @param channelLimits most contacts on a channel; a channel that is absent has no limit
public record PlanCapacity(
    double agentMinutes, double budgetMinor, Map<Channel, Integer> channelLimits) {

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
