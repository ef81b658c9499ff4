package io.quittance.scoring.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The names of constants as JSON writes them, such as `legal-referral`, for columns, labels and
/// query parameters.
public final class WireNames {

  private WireNames() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The constant of that name; empty when there is none.
  static <E extends Enum<E>> Optional<E> find(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(name))
        .findFirst();
  }

  /// @throws IllegalArgumentException when there is no such constant
  static <E extends Enum<E>> E read(Class<E> type, String name) {
    return find(type, name)
        .orElseThrow(() -> new IllegalArgumentException(type.getSimpleName() + " " + name));
  }
}
