/// Commands of other modules, each run in a process of its own.
@NullMarked
package io.quittance.local.jar;

import org.jspecify.annotations.NullMarked;
