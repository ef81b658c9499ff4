package io.quittance.core.plan;

/// How far the plan uses one capacity.
///
/// @param name `agent-minutes`, `budget-minor`, or a channel's name with `-contacts`
/// @param used never above `capacity`
/// @param capacity as counted
/// @param priceMinor the dual price: what the bound would rise by with one more unit, minor units;
///   0 where the capacity does not bind
public record ResourceUse(String name, double used, double capacity, double priceMinor) {}
