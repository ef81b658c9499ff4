/// Connects every service to Kafka in the same way: CloudEvents headers, parsing into sealed
/// values, publishing with acknowledgement, dead letters, and reading the lifecycle topic whole.
@NullMarked
package io.quittance.messaging;

import org.jspecify.annotations.NullMarked;
