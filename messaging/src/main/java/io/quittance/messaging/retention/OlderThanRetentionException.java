package io.quittance.messaging.retention;

import java.time.Instant;
import java.time.YearMonth;

/// Says that a record lies in a month that retention has dropped. Whether the record was seen
/// before can no longer be told, so it is refused.
public final class OlderThanRetentionException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final YearMonth month;

  OlderThanRetentionException(YearMonth month) {
    super("the month %s is no longer kept".formatted(month));
    this.month = month;
  }

  /// Returns whether a record of this time is refused: its month is this one or an earlier one.
  public boolean concerns(Instant time) {
    return !MonthPartitions.month(time).isAfter(month);
  }
}
