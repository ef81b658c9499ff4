/// Forests: boosted by XGBoost and LightGBM or bagged by LightGBM, with their shared category
/// encoding.
@NullMarked
package io.quittance.laboratory.training.trees;

import org.jspecify.annotations.NullMarked;
