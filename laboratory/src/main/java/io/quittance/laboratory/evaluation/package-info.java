/// Judges a candidate beside the champion on later rows of unseen accounts, and keeps the evidence.
@NullMarked
package io.quittance.laboratory.evaluation;

import org.jspecify.annotations.NullMarked;
