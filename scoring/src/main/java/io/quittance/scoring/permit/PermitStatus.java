package io.quittance.scoring.permit;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;
import java.util.Locale;

/// The status of a permit. Only `RESERVED` ever changes.
enum PermitStatus {
  /// It may be used within its window, and counts as an attempt until the window ends.
  RESERVED,
  /// It was used.
  COMMITTED,
  /// It was released unused.
  RELEASED,
  /// Its window passed unused.
  EXPIRED,
  /// A new fact forbids the contact.
  REVOKED;

  /// Returns the name used in JSON, on metrics and in the database.
  @JsonValue
  String wireName() {
    return WireNames.of(this);
  }

  static PermitStatus ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
