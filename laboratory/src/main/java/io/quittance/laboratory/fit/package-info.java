/// Turns labelled rows into one model: search, the best of each family refitted, combinations that
/// win beyond noise, and a calibration where it helps.
@NullMarked
package io.quittance.laboratory.fit;

import org.jspecify.annotations.NullMarked;
