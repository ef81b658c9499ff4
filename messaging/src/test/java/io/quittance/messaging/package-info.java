@NullMarked
package io.quittance.messaging;

import org.jspecify.annotations.NullMarked;
