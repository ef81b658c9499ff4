/// What a candidate is worth on later rows of unseen accounts, beside the champion, and the
/// evidence of it.
@NullMarked
package io.quittance.retraining.evaluation;

import org.jspecify.annotations.NullMarked;
