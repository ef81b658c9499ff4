@NullMarked
package io.quittance.local.launch;

import org.jspecify.annotations.NullMarked;
