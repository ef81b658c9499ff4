/// Seeded simulation: virtual time, histories that can be run again and shrunk, and classes of
/// which a part is taken out to see whether that is noticed.
@NullMarked
package io.quittance.testkit.simulation;

import org.jspecify.annotations.NullMarked;
