/// Tries policy packs on accounts: which packs to try, and what they say.
@NullMarked
package io.quittance.local.policy.trial;

import org.jspecify.annotations.NullMarked;
