package io.quittance.core.bundle;

import io.quittance.core.model.ModelPartReader;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.text.CanonicalJson;

/// Rows against which a model without trees is explained: its output for a row is compared with its
/// outputs for these.
///
/// @param rows raw training rows, 1 to 200, all of the same length, `NaN` where missing; not to be
///   changed
@SuppressWarnings("ArrayRecordComponent")
public record BackgroundRows(float[][] rows) {

  /// Greatest number of rows.
  public static final int MAX_ROWS = 200;

  /// @throws ModelRefusedException with rule `background` when there are no rows or too many, they
  ///   differ in length, or a value is infinite
  public BackgroundRows {
    if (rows == null || rows.length == 0 || rows.length > MAX_ROWS) {
      throw new ModelRefusedException(
          "background", "there must be 1 to " + MAX_ROWS + " background rows");
    }
    for (float[] row : rows) {
      if (row == null || row.length == 0 || row.length != rows[0].length) {
        throw new ModelRefusedException("background", "background rows differ in length");
      }
      for (float value : row) {
        if (Float.isInfinite(value)) {
          throw new ModelRefusedException("background", "a background row has an infinite value");
        }
      }
    }
  }

  /// Returns the number of values in a row.
  public int features() {
    return rows[0].length;
  }

  /// Returns the rows in canonical JSON; a missing value is the string `"NaN"`.
  public byte[] toJson() {
    return CanonicalJson.write(this);
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @throws ModelRefusedException when the bytes are not background rows
  public static BackgroundRows fromJson(byte[] json) {
    return ModelPartReader.read(json, BackgroundRows.class, "background");
  }
}
