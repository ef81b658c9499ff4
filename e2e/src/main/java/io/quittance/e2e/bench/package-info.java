/// JMH benchmarks of scoring and explaining, each with a named reference in the same run. Compare
/// the ratios within a run, not the figures of different runs.
@NullMarked
package io.quittance.e2e.bench;

import org.jspecify.annotations.NullMarked;
