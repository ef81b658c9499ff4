@NullMarked
package io.quittance.messaging.failpoint;

import org.jspecify.annotations.NullMarked;
