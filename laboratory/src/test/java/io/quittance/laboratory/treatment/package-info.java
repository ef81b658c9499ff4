@NullMarked
package io.quittance.laboratory.treatment;

import org.jspecify.annotations.NullMarked;
