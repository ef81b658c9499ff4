/// Retention: the partitions of months, and the removal of what is older than a service keeps.
@NullMarked
package io.quittance.messaging.retention;

import org.jspecify.annotations.NullMarked;
