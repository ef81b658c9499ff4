package io.quittance.core.debtor;

import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A permit that stands: it counts as an attempt on its account whose result is not known, unless
/// an attempt with the same permit is known there.
///
/// @param accountId an account of the debtor; one of another account counts for all of them
/// @param place where it is to reach the debtor, null when unknown
/// @param at from when it may be used
public record ReservedPermit(
    String permitId, String accountId, Channel channel, @Nullable Place place, Instant at) {}
