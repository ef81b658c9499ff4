package io.quittance.scoring.permit;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;
import java.util.Locale;

/// The status of a permit. Only `RESERVED` ever changes.
enum PermitStatus {
  /// It may be used within its window, and counts as an attempt until then.
  RESERVED,
  /// It was used.
  COMMITTED,
  /// It was released unused.
  RELEASED,
  /// Its window passed unused.
  EXPIRED,
  /// Something became known that forbids the contact.
  REVOKED;

  /// As in JSON, on metrics and in the database.
  @JsonValue
  String wireName() {
    return WireNames.of(this);
  }

  static PermitStatus ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
