/// Figures on published data sets, by fixed protocols.
@NullMarked
package io.quittance.laboratory.published;

import org.jspecify.annotations.NullMarked;
