package io.quittance.core.explain;

/// One reason for a score.
///
/// @param feature the feature, or the concept under which several were summed
/// @param contribution on the margin scale; positive raises the probability
/// @param text in words fit for the debtor
public record Reason(String feature, double contribution, String text) {}
