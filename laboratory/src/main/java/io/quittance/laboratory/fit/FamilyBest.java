package io.quittance.laboratory.fit;

import io.quittance.laboratory.search.Trial;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;

/// The result of the search for one family.
///
/// @param best its best trial
/// @param model refitted with that trial's parameters on all training rows except those used for
///   early stopping; uncalibrated
/// @param framework the library that trained it
/// @param trials number of trials of this family, including pruned and failed ones
public record FamilyBest(
    Family family,
    Trial best,
    FittedModel model,
    String framework,
    int trials,
    int pruned,
    int failed) {}
