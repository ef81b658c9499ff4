package io.quittance.core.plan;

/// How much of one capacity a plan uses.
///
/// @param name `agent-minutes`, `budget-minor`, or a channel's name with `-contacts`
/// @param used the amount used, never above `capacity`
/// @param capacity the amount available
/// @param priceMinor dual price: the rise of the bound with one more unit, minor units; 0 when the
///   capacity does not bind
public record ResourceUse(String name, double used, double capacity, double priceMinor) {}
