package io.quittance.simulator.book;

/// Outcome of an account over 30 days under one treatment.
///
/// @param positive whether net payments reach 5 % of the balance
/// @param collectedMinor net payments in minor units; negative when reversals exceed payments
public record PotentialOutcome(boolean positive, long collectedMinor) {}
