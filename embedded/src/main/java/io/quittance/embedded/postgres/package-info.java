/// A PostgreSQL server from unpacked binaries, with its data kept.
@NullMarked
package io.quittance.embedded.postgres;

import org.jspecify.annotations.NullMarked;
