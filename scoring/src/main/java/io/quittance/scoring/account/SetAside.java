package io.quittance.scoring.account;

import io.quittance.messaging.Origin;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A fact about an account that was read but could not be accepted, and that may forbid a contact.
/// Until it is accepted, not all is known about the account and its debtor.
///
/// @param debtor whom the fact names, else whose account it was; null when neither is known
/// @param identity the id of the event's identity; null when the record tells none, or one that
///   another event has
/// @param type null when the record tells none
/// @param cause the cause of its dead letter
/// @param time null when the record tells none
public record SetAside(
    AccountKey account,
    @Nullable DebtorKey debtor,
    @Nullable UUID identity,
    Origin origin,
    @Nullable String type,
    String cause,
    @Nullable Instant time) {

  SetAside of(@Nullable DebtorKey owner) {
    return debtor == null && owner != null
        ? new SetAside(account, owner, identity, origin, type, cause, time)
        : this;
  }

  /// Returns whether an event that is accepted is this fact, read again or sent again.
  boolean is(AccountKey about, UUID eventIdentity, Origin readAt) {
    return account.equals(about)
        && (eventIdentity.equals(identity) || origin.id().equals(readAt.id()));
  }
}
