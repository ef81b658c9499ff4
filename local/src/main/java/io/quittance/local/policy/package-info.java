/// Looking at, checking and signing policy packs.
@NullMarked
package io.quittance.local.policy;

import org.jspecify.annotations.NullMarked;
