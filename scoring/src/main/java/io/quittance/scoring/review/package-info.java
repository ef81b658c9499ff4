/// The review queue: matters that only a person may decide, with who decided, when and why.
/// Decisions or people open cases; a conclusion becomes an event of the account.
@NullMarked
package io.quittance.scoring.review;

import org.jspecify.annotations.NullMarked;
