package io.quittance.core.limit;

import io.quittance.core.text.ConstantSets;
import io.quittance.core.vocabulary.Channel;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks of the numbers and sets of limits. Each failure says what is expected.
final class LimitChecks {

  private LimitChecks() {}

  static Set<Channel> callsIfAbsent(@Nullable Set<Channel> channels) {
    Set<Channel> told =
        channels == null ? Set.of(Channel.CALL) : ConstantSets.ordered(Channel.class, channels);
    require(!told.isEmpty(), "channels must not be empty");
    return told;
  }

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  static void requireDays(String field, int days) {
    require(
        days > 0 && days <= Limit.LONGEST_DAYS,
        field + " must lie in [1, " + Limit.LONGEST_DAYS + "]");
  }

  static void requirePositive(String field, int value) {
    require(value > 0, field + " must be positive");
  }

  static void requirePositive(String field, Duration value) {
    require(value.isPositive(), field + " must be positive");
  }
}
