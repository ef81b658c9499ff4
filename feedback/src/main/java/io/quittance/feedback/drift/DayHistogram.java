package io.quittance.feedback.drift;

import java.util.Map;

/// One day's decisions of one model version in the bins of its reference.
///
/// @param decisions how many were counted
/// @param counts per feature and for `prediction`, each of the reference's number of bins
record DayHistogram(long decisions, Map<String, long[]> counts) {}
