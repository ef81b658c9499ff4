/// The records that the simulator writes to Kafka and to files.
@NullMarked
package io.quittance.simulator.record;

import org.jspecify.annotations.NullMarked;
