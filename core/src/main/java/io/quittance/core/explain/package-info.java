/// Why a model said what it said: exact TreeSHAP contributions and the reasons drawn from them; for
/// any other model ([MarginFunction]) exact additive or sampled Shapley values, LIME, importances,
/// partial dependence and counterfactuals.
@NullMarked
package io.quittance.core.explain;

import org.jspecify.annotations.NullMarked;
