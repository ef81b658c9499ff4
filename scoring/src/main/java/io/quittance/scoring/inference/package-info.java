/// Models that answer: the flat forest, and ONNX Runtime for what is no forest and as the witness
/// of the parity check.
@NullMarked
package io.quittance.scoring.inference;

import org.jspecify.annotations.NullMarked;
