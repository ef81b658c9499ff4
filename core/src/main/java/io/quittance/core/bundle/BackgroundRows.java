package io.quittance.core.bundle;

import io.quittance.core.model.ModelPartReader;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.text.CanonicalJson;

/// Rows against which a model without trees is explained: what the model says of a row is compared
/// with what it says of these.
///
/// @param rows raw training rows, 1 to 200, all of one length, `NaN` where missing; not to be
///   changed
@SuppressWarnings("ArrayRecordComponent")
public record BackgroundRows(float[][] rows) {

  /// The most rows a background has.
  public static final int MAX_ROWS = 200;

  /// @throws ModelRefusedException when there are none or too many rows, or they differ in length
  public BackgroundRows {
    if (rows == null || rows.length == 0 || rows.length > MAX_ROWS) {
      throw new ModelRefusedException("background", "a background has 1 to " + MAX_ROWS + " rows");
    }
    for (float[] row : rows) {
      if (row == null || row.length == 0 || row.length != rows[0].length) {
        throw new ModelRefusedException("background", "background rows differ in length");
      }
      for (float value : row) {
        if (Float.isInfinite(value)) {
          throw new ModelRefusedException("background", "a background value is infinite");
        }
      }
    }
  }

  /// How many values a row has.
  public int features() {
    return rows[0].length;
  }

  /// Canonical JSON; a missing value is the string `"NaN"`.
  public byte[] toJson() {
    return CanonicalJson.write(this);
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @throws ModelRefusedException when the bytes are not a background
  public static BackgroundRows fromJson(byte[] json) {
    return ModelPartReader.read(json, BackgroundRows.class, "background");
  }
}
