/// Metrics of training: ranking, business value, slices, bootstrap intervals and paired
/// comparisons.
@NullMarked
package io.quittance.laboratory.metric;

import org.jspecify.annotations.NullMarked;
