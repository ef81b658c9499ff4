package io.quittance.simulator.book;

import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A contact that the dialer means to make on a day, if it gets leave.
///
/// @param decisionId the decision that recommends it
/// @param place null for a channel that has none
/// @param at when it is to be made, event time
public record PlannedContact(
    String accountId,
    String debtorId,
    UUID decisionId,
    Channel channel,
    @Nullable Place place,
    Instant at) {}
