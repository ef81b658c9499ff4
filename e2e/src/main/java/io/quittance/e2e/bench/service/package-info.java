/// Benchmarks of the whole platform: an event's way to its decision and requests for decisions,
/// each beside a named reference in the same run.
@NullMarked
package io.quittance.e2e.bench.service;

import org.jspecify.annotations.NullMarked;
