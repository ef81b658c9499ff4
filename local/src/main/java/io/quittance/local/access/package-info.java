/// Calls a running platform with tokens of its own.
@NullMarked
package io.quittance.local.access;

import org.jspecify.annotations.NullMarked;
