/// A PostgreSQL server run from unpacked binaries; it keeps its data.
@NullMarked
package io.quittance.embedded.postgres;

import org.jspecify.annotations.NullMarked;
