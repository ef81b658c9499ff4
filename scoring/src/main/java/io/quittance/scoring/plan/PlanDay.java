package io.quittance.scoring.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// A calendar day of a place.
public record PlanDay(LocalDate date, ZoneId zone) {

  /// Its first instant.
  public Instant from() {
    return date.atStartOfDay(zone).toInstant();
  }

  /// The first instant after it.
  public Instant to() {
    return date.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /// Whether [notBefore, notAfter) has an instant of the day.
  boolean meets(@Nullable Instant notBefore, @Nullable Instant notAfter) {
    return notBefore != null
        && notAfter != null
        && notBefore.isBefore(to())
        && notAfter.isAfter(from());
  }
}
