package io.quittance.core.text;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sets of enum constants.
public final class ConstantSets {

  private ConstantSets() {}

  /// Returns an immutable set in the order of the constants, so that printed sets never vary; empty
  /// when absent.
  public static <E extends Enum<E>> Set<E> ordered(Class<E> type, @Nullable Set<E> values) {
    EnumSet<E> copy = EnumSet.noneOf(type);
    if (values != null) {
      copy.addAll(values);
    }
    return Collections.unmodifiableSet(copy);
  }
}
