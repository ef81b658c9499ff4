package io.quittance.scoring.permit;

import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A permit as a caller sees it.
///
/// @param validFrom when it was reserved
/// @param validUntil the first instant at which it can no longer be used
/// @param status as of the answer
/// @param committedAt the instant of the attempt; absent unless it was used
/// @param revokedBy the rule that revoked it; absent otherwise
/// @param revokedByPack id of the pack that holds that rule; absent when no pack does
record PermitAnswer(
    UUID permitId,
    String requestId,
    String accountId,
    Channel channel,
    @Nullable Place place,
    @Nullable String numberRef,
    @Nullable UUID decisionId,
    Instant validFrom,
    Instant validUntil,
    PermitStatus status,
    @Nullable Instant committedAt,
    @Nullable String revokedBy,
    @Nullable String revokedByPack) {

  /// Returns the permit with its status at an instant.
  ///
  /// @param clock the database's clock; a simulated permit shows its stored status, since its time
  ///   is the caller's
  static PermitAnswer of(Permit permit, Instant clock) {
    boolean passed =
        permit.status() == PermitStatus.RESERVED && !permit.simulated() && !permit.isOpen(clock);
    Permit.Revocation by = permit.revokedBy();
    return new PermitAnswer(
        permit.permitId(),
        permit.requestId(),
        permit.account().accountId(),
        permit.channel(),
        permit.place(),
        permit.numberRef(),
        permit.decisionId(),
        permit.validFrom(),
        permit.validUntil(),
        passed ? PermitStatus.EXPIRED : permit.status(),
        permit.committedAt(),
        by == null ? null : by.ruleId(),
        by == null ? null : by.pack());
  }

  /// Returns a permit whose stored status is current.
  static PermitAnswer of(Permit permit) {
    return of(permit, permit.validFrom());
  }
}
