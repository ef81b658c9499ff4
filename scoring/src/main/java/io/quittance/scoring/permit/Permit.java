package io.quittance.scoring.permit;

import io.quittance.core.account.AccountState;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.scoring.account.AccountKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A permit for one attempt to contact a debtor.
///
/// @param requestSha256 hash of the request's content, lower-case hexadecimal
/// @param debtorId the debtor at the time of reservation; null when unknown
/// @param place null when the caller named none
/// @param numberRef the number or address it is for; null when the caller named none
/// @param simulated whether its window follows the instant that the request named instead of the
///   database's clock
/// @param validFrom when it was reserved
/// @param validUntil the first instant at which it may no longer be used
/// @param status as stored; a permit whose window has passed stays reserved until it is read again
/// @param revokedBy what revoked it; null otherwise
/// @param committedAt the instant of the attempt; null unless it was used
record Permit(
    UUID permitId,
    String requestId,
    String requestSha256,
    AccountKey account,
    @Nullable String debtorId,
    Channel channel,
    @Nullable Place place,
    @Nullable String numberRef,
    @Nullable UUID decisionId,
    boolean simulated,
    Instant validFrom,
    Instant validUntil,
    PermitStatus status,
    @Nullable Revocation revokedBy,
    @Nullable Instant committedAt) {

  /// What revoked a permit.
  ///
  /// @param ruleId the rule that forbade the contact, or why it could not be checked
  /// @param pack id of the pack that holds the rule; null when no pack does, and in permits that
  ///   were revoked before it was stored
  record Revocation(String ruleId, @Nullable String pack) {

    static Revocation of(DecisionMade.Blocked rule) {
      return new Revocation(rule.ruleId(), rule.pack());
    }

    /// Returns the id of the rule with that of its pack, such as `us-reg-f/HC10`.
    String qualified() {
      return pack == null ? ruleId : pack + "/" + ruleId;
    }
  }

  PermitRules.Contact contact() {
    return new PermitRules.Contact(channel, place, numberRef);
  }

  /// Returns whether the permit could still be used at an instant.
  boolean isOpen(Instant now) {
    return status == PermitStatus.RESERVED && now.isBefore(validUntil);
  }

  Permit committed(Instant at) {
    return with(PermitStatus.COMMITTED, null, at);
  }

  Permit revoked(Revocation by) {
    return with(PermitStatus.REVOKED, by, null);
  }

  Permit expired() {
    return with(PermitStatus.EXPIRED, null, null);
  }

  /// Returns the account's state after the permit is used.
  AccountState usedIn(AccountState state, Instant at) {
    return state.permitUsed(permitId.toString(), channel, place, numberRef, at);
  }

  private Permit with(PermitStatus to, @Nullable Revocation by, @Nullable Instant at) {
    return new Permit(
        permitId,
        requestId,
        requestSha256,
        account,
        debtorId,
        channel,
        place,
        numberRef,
        decisionId,
        simulated,
        validFrom,
        validUntil,
        to,
        by,
        at);
  }
}
