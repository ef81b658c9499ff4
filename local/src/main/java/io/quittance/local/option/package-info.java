/// Options that several commands share.
@NullMarked
package io.quittance.local.option;

import org.jspecify.annotations.NullMarked;
