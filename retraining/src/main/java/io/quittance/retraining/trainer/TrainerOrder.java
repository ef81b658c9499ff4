package io.quittance.retraining.trainer;

import io.quittance.retraining.candidate.BuildCandidate;
import io.quittance.retraining.candidate.BuildSettings;
import java.nio.file.Path;

/// What the process is to build, and from which files.
///
/// @param dataset the Parquet file to read
/// @param journal from which the search resumes
/// @param bundle where to write the bundle
/// @param evidence where to write the paired scores
/// @param parentPatience for how many seconds the parent may be silent before the process ends
/// @param version of Quittance
public record TrainerOrder(
    BuildCandidate.Order order,
    BuildSettings settings,
    Path dataset,
    Path journal,
    Path bundle,
    Path evidence,
    long parentPatience,
    String version) {}
