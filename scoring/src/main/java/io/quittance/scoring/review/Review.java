package io.quittance.scoring.review;

import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A case of the review queue.
///
/// @param reason code for why it was opened
/// @param decisionId the decision it is about; null when it is about none
/// @param openedBy subject of the person's token; null when a decision opened it
/// @param ruleId the rule that requires a person; null when none does
/// @param rulePack id of the pack that holds the rule; null when none does, and in cases opened
///   before it was stored
/// @param concluded null while it is open
public record Review(
    String tenant,
    UUID reviewId,
    String accountId,
    @Nullable String debtorId,
    ReviewKind kind,
    String reason,
    @Nullable UUID decisionId,
    @Nullable String openedBy,
    Instant openedAt,
    @Nullable String ruleId,
    @Nullable String rulePack,
    @Nullable String citation,
    @Nullable String correlationId,
    @Nullable Concluded concluded) {

  /// The state of a case. A concluded case is never reopened.
  public enum Status {
    OPEN,
    CONCLUDED
  }

  /// Who concluded it, and when.
  ///
  /// @param by the subject of the person's token
  public record Concluded(Conclusion conclusion, String by, Instant at) {}

  public Status status() {
    return concluded == null ? Status.OPEN : Status.CONCLUDED;
  }

  /// Returns the open case.
  static Review of(NewCase opened) {
    return new Review(
        opened.tenant(),
        opened.reviewId(),
        opened.accountId(),
        opened.debtorId(),
        opened.kind(),
        opened.reason(),
        opened.decisionId(),
        opened.openedBy(),
        opened.openedAt(),
        opened.ruleId(),
        opened.rulePack(),
        opened.citation(),
        opened.correlationId(),
        null);
  }

  Review concluded(Conclusion conclusion, String by, Instant at) {
    return new Review(
        tenant,
        reviewId,
        accountId,
        debtorId,
        kind,
        reason,
        decisionId,
        openedBy,
        openedAt,
        ruleId,
        rulePack,
        citation,
        correlationId,
        new Concluded(conclusion, by, at));
  }
}
