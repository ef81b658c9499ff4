/// Checks that the topics that a service reads keep their records for longer than it may stand
/// still.
@NullMarked
package io.quittance.messaging.source;

import org.jspecify.annotations.NullMarked;
