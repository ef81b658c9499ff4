/// The review queue: what only a person may decide, who decided it, when and why. Cases are opened
/// by decisions or by people; what a person concludes becomes an event of the account.
@NullMarked
package io.quittance.scoring.review;

import org.jspecify.annotations.NullMarked;
