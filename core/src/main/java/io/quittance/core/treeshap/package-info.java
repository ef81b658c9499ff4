/// Exact Shapley values of forests.
@NullMarked
package io.quittance.core.treeshap;

import org.jspecify.annotations.NullMarked;
