/// Which events were accepted and what became of each record: identities, the inbox, fates.
@NullMarked
package io.quittance.scoring.inbox;

import org.jspecify.annotations.NullMarked;
