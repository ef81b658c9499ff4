/// Benchmarks of the whole platform: an event's way to its decision, requests for decisions, and
/// starts of the services, each beside a named reference in the same run.
@NullMarked
package io.quittance.e2e.bench.service;

import org.jspecify.annotations.NullMarked;
