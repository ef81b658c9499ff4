package io.quittance.core.account;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a stored state holds beyond what this version knows, so that it survives being read,
/// changed and written. A newer version wrote it, while both run side by side. Immutable.
///
/// @param fields unknown fields of the state: JSON by name, in the order read
/// @param facts facts that cannot be read, such as those of an unknown kind, in order
/// @param extended known facts with unknown elements at their end: the whole array by stamp
record Foreign(Map<String, String> fields, List<Entry> facts, Map<Stamp, String> extended) {

  static final Foreign NONE = new Foreign(Map.of(), List.of(), Map.of());

  /// A fact of which only the position is known.
  ///
  /// @param json the array as it was read
  record Entry(Stamp stamp, String json) {}

  Foreign {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    facts = List.copyOf(facts);
    extended = Map.copyOf(extended);
  }
}
