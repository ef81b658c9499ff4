package io.quittance.e2e.audit;

/// A violation of an invariant.
///
/// @param invariant name of the invariant, such as `one-fate`
/// @param detail what was found, with the identifiers needed to investigate it
public record Finding(String invariant, Harm harm, String detail) {}
