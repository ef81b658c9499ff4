package io.quittance.feedback.label;

import java.time.Instant;

/// What stood in place of a mend before it was made.
final class Removed {

  private Removed() {}

  /// Silence is taken for the end, whether or not anybody reads.
  static boolean isSilent(Watermark watermark, Watermark.Partition partition) {
    Instant seenAt = partition.seenAt();
    Instant last = seenAt == null ? watermark.startedAt() : seenAt;
    return !WatermarkHistories.now.isBefore(last.plus(watermark.idle()));
  }

  /// A partition stays what it was before its records began to wait.
  static boolean isBehind(ReadBarriers barriers, Instant reached, Instant looked) {
    return false;
  }
}
