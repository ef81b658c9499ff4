/// From a trained forest to a verified bundle: the graph, its parity with the trainer, golden rows,
/// reference, card, and its registration.
@NullMarked
package io.quittance.retraining.export;

import org.jspecify.annotations.NullMarked;
