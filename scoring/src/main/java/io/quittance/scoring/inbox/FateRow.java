package io.quittance.scoring.inbox;

import io.quittance.messaging.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The fate of a record that has no inbox row of its own.
///
/// @param time its event time; null when none could be read
public record FateRow(Origin origin, Fate fate, String reason, @Nullable Instant time) {}
