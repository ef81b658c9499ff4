package io.quittance.scoring.publication;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/// A place among the decisions of a tenant: behind those with an earlier time and, of those with
/// the same time, behind those up to an id.
record Place(Instant time, UUID behind) {

  private static final UUID NONE = new UUID(0, 0);

  /// Returns the place before all decisions of a time.
  static Place before(Instant time) {
    return new Place(time, NONE);
  }

  /// Reads what [#toString] wrote.
  ///
  /// @throws IllegalArgumentException when it is something else
  static Place parse(String text) {
    int slash = text.indexOf('/');
    try {
      return new Place(
          Instant.parse(text.substring(0, Math.max(slash, 0))),
          UUID.fromString(text.substring(slash + 1)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no time before the slash", e);
    }
  }

  @Override
  public String toString() {
    return time + "/" + behind;
  }
}
