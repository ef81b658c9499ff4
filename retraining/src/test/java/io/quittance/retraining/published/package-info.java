/// Figures on published data sets, by fixed protocols.
@NullMarked
package io.quittance.retraining.published;

import org.jspecify.annotations.NullMarked;
