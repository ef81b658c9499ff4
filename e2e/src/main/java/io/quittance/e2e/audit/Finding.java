package io.quittance.e2e.audit;

/// A broken promise.
///
/// @param invariant which, such as `one-fate`
/// @param detail what was seen, with the identifiers needed to look for it
public record Finding(String invariant, String detail) {}
