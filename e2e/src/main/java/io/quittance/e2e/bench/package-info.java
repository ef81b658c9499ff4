/// Benchmarks of scoring and explaining by JMH, each beside a named reference in the same run. The
/// figures of two runs are not compared: the ratios within a run are.
@NullMarked
package io.quittance.e2e.bench;

import org.jspecify.annotations.NullMarked;
