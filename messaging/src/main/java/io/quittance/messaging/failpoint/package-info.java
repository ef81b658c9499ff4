/// Places at which a test may end the process: in the gaps between two steps that no transaction
/// spans.
@NullMarked
package io.quittance.messaging.failpoint;

import org.jspecify.annotations.NullMarked;
