/// A portfolio through the whole loop, narrated.
@NullMarked
package io.quittance.local.demo;

import org.jspecify.annotations.NullMarked;
