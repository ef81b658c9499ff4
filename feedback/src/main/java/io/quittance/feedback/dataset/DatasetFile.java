package io.quittance.feedback.dataset;

/// A written data set.
///
/// @param sha256 hex digest of the file's bytes
record DatasetFile(long rows, long positives, long bytes, String sha256) {}
