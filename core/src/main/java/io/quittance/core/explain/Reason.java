package io.quittance.core.explain;

/// One reason for a score.
///
/// @param concept what it speaks of
/// @param feature the feature of that concept that moved the score most in the reason's direction
/// @param contribution of all features of the concept, on the margin scale; positive raises the
///   probability
/// @param text in words fit for the debtor
public record Reason(String concept, String feature, double contribution, String text) {}
