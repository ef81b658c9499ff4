/// Work in groups: what arrives while earlier work is in progress waits, and is then worked on
/// together.
@NullMarked
package io.quittance.scoring.grouping;

import org.jspecify.annotations.NullMarked;
