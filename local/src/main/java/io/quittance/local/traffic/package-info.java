/// The traffic between the platform and the systems around it: publishes simulated records, reads
/// decisions and matches the two.
@NullMarked
package io.quittance.local.traffic;

import org.jspecify.annotations.NullMarked;
