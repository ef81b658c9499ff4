/// The inputs of every model: a catalogue in which each feature has its own version, the extraction
/// of features from an account as of an instant, and the validation of a model's signature.
@NullMarked
package io.quittance.core.feature;

import org.jspecify.annotations.NullMarked;
