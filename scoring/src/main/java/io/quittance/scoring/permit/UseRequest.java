package io.quittance.scoring.permit;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A request to use a permit.
///
/// @param at the instant of the attempt, for simulated tenants; otherwise absent
record UseRequest(@Schema(format = "date-time") @Nullable String at) {}
