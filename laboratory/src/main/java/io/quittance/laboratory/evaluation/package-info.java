/// Judges a candidate on later rows of unseen accounts, beside the champion, and keeps the
/// evidence.
@NullMarked
package io.quittance.laboratory.evaluation;

import org.jspecify.annotations.NullMarked;
