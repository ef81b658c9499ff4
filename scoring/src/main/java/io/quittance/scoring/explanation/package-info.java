/// Why a decision was made: what its model said of every action, and what each feature added.
@NullMarked
package io.quittance.scoring.explanation;

import org.jspecify.annotations.NullMarked;
