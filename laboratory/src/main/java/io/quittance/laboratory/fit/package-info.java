/// Turns labelled rows into one model: searches, refits the best model of each family, combines
/// them if that wins by more than noise, and calibrates if that helps.
@NullMarked
package io.quittance.laboratory.fit;

import org.jspecify.annotations.NullMarked;
