package io.quittance.messaging.lifecycle;

import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.signature.DsseEnvelope;

/// A lifecycle snapshot whose signature was verified.
///
/// @param envelope what was signed, to be verified again by whoever keeps it
public record SignedSnapshot(ModelLifecycleChanged change, DsseEnvelope envelope) {}
