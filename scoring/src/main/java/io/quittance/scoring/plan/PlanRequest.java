package io.quittance.scoring.plan;

import io.quittance.core.vocabulary.Channel;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request for a plan.
///
/// @param date the day to plan
/// @param zone IANA id of the zone in which it is that date; UTC when absent
/// @param agentHours working time of all agents on the day together
/// @param budgetMinor money for contacts on the day, minor units
/// @param channelLimits most contacts by channel; no limit for one that is absent
/// @param agentMinutes working time of one contact by channel; the configuration's where absent
/// @param costMinor money for one contact by channel, minor units; the configuration's where absent
/// @param currency ISO 4217; needed when accounts are owed in several
public record PlanRequest(
    @Nullable LocalDate date,
    @Nullable String zone,
    @Nullable Double agentHours,
    @Nullable Double budgetMinor,
    @Nullable Map<Channel, Integer> channelLimits,
    @Nullable Map<Channel, Double> agentMinutes,
    @Nullable Map<Channel, Double> costMinor,
    @Nullable String currency) {}
