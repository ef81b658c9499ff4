package io.quittance.core.event;

import io.quittance.core.validation.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The CloudEvents attributes of a record.
///
/// @param identity source and id, within a tenant
/// @param type a versioned type of [EventTypes]
/// @param time when it happened: event time, UTC
/// @param correlationId follows a cause through the systems; null when the source gave none
public record Envelope(
    EventIdentity identity, String type, Instant time, @Nullable String correlationId) {

  public Envelope {
    Check.required("identity", identity);
    Check.required("type", type);
    Check.instant("time", time);
    if (correlationId != null) {
      Check.eventId("correlationid", correlationId);
    }
  }
}
