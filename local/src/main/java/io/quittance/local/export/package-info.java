/// Writes simulated portfolios of any size to files, sorted on disk in bounded memory.
@NullMarked
package io.quittance.local.export;

import org.jspecify.annotations.NullMarked;
