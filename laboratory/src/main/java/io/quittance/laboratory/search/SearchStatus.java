package io.quittance.laboratory.search;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// How far a search is.
///
/// @param done finished trials, pruned and failed ones among them
/// @param trials the budget, if it is one of trials
/// @param best so far
/// @param elapsed the time before a restart counted
/// @param remaining to the end; an estimate under a budget of trials, absent before the first trial
/// @param share of the budget that is used, in [0, 1]
public record SearchStatus(
    int done,
    int pruned,
    int failed,
    OptionalInt trials,
    Optional<Trial> best,
    Duration elapsed,
    Optional<Duration> remaining,
    double share) {}
