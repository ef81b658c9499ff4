package io.quittance.core.model;

import io.quittance.core.text.CanonicalJson;
import java.io.IOException;

/// Reads the JSON parts of a model bundle.
public final class ModelPartReader {

  private ModelPartReader() {}

  /// Reads a part from canonical JSON.
  ///
  /// @param rule rule that the exception names when the part cannot be read
  /// @throws ModelRefusedException with that rule, or with the one that the value's own constructor
  ///   names
  public static <T> T read(byte[] json, Class<T> type, String rule) {
    try {
      return CanonicalJson.read(json, type);
    } catch (IOException e) {
      if (e.getCause() instanceof ModelRefusedException refused) {
        throw refused;
      }
      throw new ModelRefusedException(rule, "the part is not valid JSON of its kind", e);
    }
  }
}
