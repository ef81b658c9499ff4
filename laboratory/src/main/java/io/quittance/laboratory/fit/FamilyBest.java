package io.quittance.laboratory.fit;

import io.quittance.laboratory.search.Trial;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;

/// What became of a family in the search.
///
/// @param best its best trial
/// @param model refitted with the parameters of that trial on all training rows but those that
///   stopped it; uncalibrated
/// @param framework the library that trained it
/// @param trials of this family, pruned and failed ones among them
public record FamilyBest(
    Family family,
    Trial best,
    FittedModel model,
    String framework,
    int trials,
    int pruned,
    int failed) {}
