/// Labelled data sets as Parquet files.
@NullMarked
package io.quittance.feedback.dataset;

import org.jspecify.annotations.NullMarked;
