package io.quittance.core.debtor;

import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An outstanding permit. It counts as an attempt with unknown result on its account, unless an
/// attempt with the same permit is known there.
///
/// @param permitId id of the permit
/// @param accountId an account of the debtor; a permit of an unknown account counts on the account
///   decided on
/// @param channel channel of the contact
/// @param place where the contact is to reach the debtor; null when unknown
/// @param numberRef reference of the number or address it is for; null when not told
/// @param at from when the permit may be used
public record ReservedPermit(
    String permitId,
    String accountId,
    Channel channel,
    @Nullable Place place,
    @Nullable String numberRef,
    Instant at) {

  /// A permit that names no number or address.
  public ReservedPermit(
      String permitId, String accountId, Channel channel, @Nullable Place place, Instant at) {
    this(permitId, accountId, channel, place, null, at);
  }
}
