package io.quittance.laboratory.search;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// How far a search has progressed.
///
/// @param done number of finished trials, including pruned and failed ones
/// @param trials the budget, if it is a number of trials
/// @param best the best trial so far
/// @param elapsed including the time before a restart
/// @param remaining time to the end; an estimate under a budget of trials, absent before the first
///   trial ends
/// @param share share of the budget that is used, in [0, 1]
public record SearchStatus(
    int done,
    int pruned,
    int failed,
    OptionalInt trials,
    Optional<Trial> best,
    Duration elapsed,
    Optional<Duration> remaining,
    double share) {}
