/// Turns a trained model into a verified bundle: graph, parity with the trainer, golden rows,
/// reference and card.
@NullMarked
package io.quittance.laboratory.export;

import org.jspecify.annotations.NullMarked;
