/// The lifecycle topic: the registry signs each snapshot, and every reader verifies it before it
/// believes it.
@NullMarked
package io.quittance.messaging.lifecycle;

import org.jspecify.annotations.NullMarked;
