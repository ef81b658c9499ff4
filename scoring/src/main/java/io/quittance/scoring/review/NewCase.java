package io.quittance.scoring.review;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A review case to open, unless one is open already or was concluded since the matter was
/// reported.
///
/// @param reason code such as `hardship-reported`
/// @param decisionId the decision it is about; null when it is about none
/// @param openedBy subject of the person's token; null when a decision opens it
/// @param openedAt event time of the decision, or the clock
/// @param reportedAt event time of the matter it is opened for; null opens it regardless of earlier
///   conclusions
/// @param ruleId the rule that requires a person; null when none does
/// @param rulePack id of the pack that holds the rule; null when none does or it is not known
/// @param correlationId passed on to the event of its conclusion
public record NewCase(
    String tenant,
    UUID reviewId,
    String accountId,
    @Nullable String debtorId,
    ReviewKind kind,
    String reason,
    @Nullable UUID decisionId,
    @Nullable String openedBy,
    Instant openedAt,
    @Nullable Instant reportedAt,
    @Nullable String ruleId,
    @Nullable String rulePack,
    @Nullable String citation,
    @Nullable String correlationId) {

  /// Returns the case of a person who disagrees with a decision.
  ///
  /// @param by the subject of the person's token
  public static NewCase about(DecisionMade decision, ReviewKind kind, String reason, String by) {
    return new NewCase(
        decision.tenant(),
        id(decision.tenant(), decision.decisionId(), kind),
        decision.accountId(),
        decision.debtorId(),
        kind,
        reason,
        decision.decisionId(),
        by,
        decision.decidedAt(),
        null,
        null,
        null,
        null,
        decision.correlationId());
  }

  /// Returns the id of the case that a decision opens, which is the same at every repetition.
  static UUID id(String tenant, UUID decisionId, ReviewKind kind) {
    return identity(tenant, decisionId + ":" + WireNames.of(kind)).decisionId();
  }

  /// Returns the id of the case that a person opens.
  static UUID id(String tenant, String accountId, ReviewKind kind, Instant openedAt) {
    return identity(tenant, accountId + ":" + WireNames.of(kind) + ":" + openedAt).decisionId();
  }

  private static EventIdentity identity(String tenant, String name) {
    return new EventIdentity(tenant, ReviewPublisher.SOURCE, name);
  }
}
