package io.quittance.scoring.publication;

import org.jspecify.annotations.Nullable;

/// What one request published.
///
/// @param published number of decisions that the broker has acknowledged
/// @param next `after` of the request that goes on; null when the range is done
public record PublicationAnswer(int published, @Nullable String next) {}
