/// The inbox: event identities, accepted events, and the fate of every record.
@NullMarked
package io.quittance.scoring.inbox;

import org.jspecify.annotations.NullMarked;
