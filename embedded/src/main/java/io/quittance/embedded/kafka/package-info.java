/// A Kafka broker and controller (KRaft) in a child JVM.
@NullMarked
package io.quittance.embedded.kafka;

import org.jspecify.annotations.NullMarked;
