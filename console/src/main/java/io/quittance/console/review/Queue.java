package io.quittance.console.review;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What scoring says of cases.
final class Queue {

  private Queue() {}

  /// A page of cases, the oldest first.
  ///
  /// @param next the value of `after` for the next page; null on the last one
  record Cases(List<Case> reviews, @Nullable String next) {}

  /// A case.
  ///
  /// @param status `open` or `concluded`
  record Case(
      String reviewId,
      String accountId,
      String kind,
      String status,
      String reason,
      @Nullable String decisionId,
      @Nullable String openedBy,
      Instant openedAt,
      @Nullable String ruleId,
      @Nullable String citation,
      @Nullable Concluded conclusion) {

    public boolean isOpen() {
      return status.equals("open");
    }

    Duration age(Instant now) {
      return Duration.between(openedAt, now);
    }
  }

  /// What a person decided.
  record Concluded(
      String verdict,
      String reason,
      @Nullable String action,
      @Nullable String offer,
      String concludedBy,
      Instant concludedAt,
      @Nullable String nextDecisionId) {}
}
