/// Forests: boosted by XGBoost and LightGBM or bagged by LightGBM, with the category encoding they
/// share.
@NullMarked
package io.quittance.laboratory.training.trees;

import org.jspecify.annotations.NullMarked;
