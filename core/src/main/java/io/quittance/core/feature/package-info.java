/// The inputs of every model: a catalogue in which each feature has its own version, the extraction
/// from an account as of an instant, and the check of what a model asks for.
@NullMarked
package io.quittance.core.feature;

import org.jspecify.annotations.NullMarked;
