package io.quittance.core.model;

import io.quittance.core.text.CanonicalJson;
import java.io.IOException;

/// Reads the JSON parts of a model.
public final class ModelPartReader {

  private ModelPartReader() {}

  /// Reads a part in canonical JSON.
  ///
  /// @param rule names the part in the refusal
  /// @throws ModelRefusedException with the given rule, or the one that the value's own constructor
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
