package io.quittance.core.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Converts enum constants to and from kebab case, such as `legal-referral`, as used in JSON,
/// columns, metric labels and query parameters. Stateless and thread-safe.
public final class WireNames {

  private static final ClassValue<String[]> NAMES =
      new ClassValue<>() {
        @Override
        protected String[] computeValue(Class<?> type) {
          return Arrays.stream(type.getEnumConstants())
              .map(constant -> kebab((Enum<?>) constant))
              .toArray(String[]::new);
        }
      };

  private WireNames() {}

  /// Returns the wire name of a constant.
  public static String of(Enum<?> constant) {
    return NAMES.get(constant.getDeclaringClass())[constant.ordinal()];
  }

  /// Finds the constant with a wire name; empty when there is none.
  public static <E extends Enum<E>> Optional<E> find(Class<E> type, String name) {
    String[] names = NAMES.get(type);
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return Optional.of(type.getEnumConstants()[i]);
      }
    }
    return Optional.empty();
  }

  /// Returns the constant with a wire name.
  ///
  /// @throws IllegalArgumentException when there is no such constant
  public static <E extends Enum<E>> E read(Class<E> type, String name) {
    return find(type, name)
        .orElseThrow(() -> new IllegalArgumentException(type.getSimpleName() + " " + name));
  }

  private static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
