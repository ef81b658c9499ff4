/// Preprocessing learned from training rows: category encodings, medians, caps and scales.
@NullMarked
package io.quittance.laboratory.training.encoding;

import org.jspecify.annotations.NullMarked;
