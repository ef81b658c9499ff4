/// Makes pairs of signing keys as files: the private one readable by its owner alone.
@NullMarked
package io.quittance.local.signing;

import org.jspecify.annotations.NullMarked;
