package io.quittance.core.debtor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Compares instants of which one may be unknown.
public final class Instants {

  private Instants() {}

  /// Returns the later of two instants.
  ///
  /// @param other null when there is only one
  public static Instant later(Instant one, @Nullable Instant other) {
    return other == null || other.isBefore(one) ? one : other;
  }

  /// Returns the earlier of two instants; null stands for never.
  public static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null) {
      return other;
    }
    return other == null || one.isBefore(other) ? one : other;
  }
}
