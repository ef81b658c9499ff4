/// Forests: boosted by XGBoost and LightGBM, bagged by LightGBM, and the encoding of categories
/// that they share.
@NullMarked
package io.quittance.retraining.training.trees;

import org.jspecify.annotations.NullMarked;
