@NullMarked
package io.quittance.messaging.retention;

import org.jspecify.annotations.NullMarked;
