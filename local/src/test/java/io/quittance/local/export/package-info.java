@NullMarked
package io.quittance.local.export;

import org.jspecify.annotations.NullMarked;
