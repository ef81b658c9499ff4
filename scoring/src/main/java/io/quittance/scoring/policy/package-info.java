/// The policy packs that bind: those that come with Quittance and the signed files of a directory,
/// read and verified once at the start.
@NullMarked
package io.quittance.scoring.policy;

import org.jspecify.annotations.NullMarked;
