/// Runs a portfolio through the whole loop and narrates it.
@NullMarked
package io.quittance.local.demo;

import org.jspecify.annotations.NullMarked;
