/// The outbox: records stored in the transaction of the change that they tell of, and the relay
/// that publishes them afterwards.
@NullMarked
package io.quittance.messaging.outbox;

import org.jspecify.annotations.NullMarked;
