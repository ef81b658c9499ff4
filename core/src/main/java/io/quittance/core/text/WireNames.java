package io.quittance.core.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Converts enum constants to and from kebab case, such as `legal-referral`, as used in JSON,
/// columns, metric labels and query parameters.
public final class WireNames {

  private WireNames() {}

  /// Returns the wire name of a constant.
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Finds the constant with a wire name; empty when there is none.
  public static <E extends Enum<E>> Optional<E> find(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(name))
        .findFirst();
  }

  /// Returns the constant with a wire name.
  ///
  /// @throws IllegalArgumentException when there is no such constant
  public static <E extends Enum<E>> E read(Class<E> type, String name) {
    return find(type, name)
        .orElseThrow(() -> new IllegalArgumentException(type.getSimpleName() + " " + name));
  }
}
