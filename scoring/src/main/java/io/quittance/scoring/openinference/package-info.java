/// The model that serves, over the Open Inference Protocol v2 (REST, with the binary tensor
/// extension): rows of features in, probabilities, margins and contributions out. Nothing is
/// decided or stored here.
@NullMarked
package io.quittance.scoring.openinference;

import org.jspecify.annotations.NullMarked;
