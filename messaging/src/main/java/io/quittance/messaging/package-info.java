/// Connects every service to Kafka and its outbox in the same way: CloudEvents headers, parsing
/// into sealed values, publishing with acknowledgement, dead letters, the outbox relay, and reading
/// the lifecycle topic whole.
@NullMarked
package io.quittance.messaging;

import org.jspecify.annotations.NullMarked;
