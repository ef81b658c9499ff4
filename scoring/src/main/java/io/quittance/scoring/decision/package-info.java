/// The use case: records come in as batches (or a request by REST), each is given its fate, and one
/// treatment is decided, stored and published for each deciding event.
@NullMarked
package io.quittance.scoring.decision;

import org.jspecify.annotations.NullMarked;
