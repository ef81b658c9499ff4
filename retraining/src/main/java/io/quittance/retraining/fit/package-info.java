/// From labelled rows to one model: search, the best of each family refitted, combinations of them
/// where they are better beyond noise, and a calibration where it helps.
@NullMarked
package io.quittance.retraining.fit;

import org.jspecify.annotations.NullMarked;
