/// What treatments are worth: a base of who pays anyway plus the effects of what is done, as it is
/// learnt by the laboratory, carried in a bundle and asked by scoring.
@NullMarked
package io.quittance.core.effect;

import org.jspecify.annotations.NullMarked;
