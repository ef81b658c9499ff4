/// How good a model is and how far the world has moved: pure functions on arrays, each tested
/// against an oracle.
@NullMarked
package io.quittance.core.metric;

import org.jspecify.annotations.NullMarked;
