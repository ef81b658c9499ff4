/// Labelled examples: fetched from the feedback service, read from Parquet, checked, and split by
/// time.
@NullMarked
package io.quittance.retraining.dataset;

import org.jspecify.annotations.NullMarked;
