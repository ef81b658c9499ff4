/// Simulated portfolios as files of any size, sorted on disk in bounded memory.
@NullMarked
package io.quittance.local.export;

import org.jspecify.annotations.NullMarked;
