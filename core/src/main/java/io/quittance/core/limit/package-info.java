/// What a contact rule demands: the kinds of limits with their numbers, and the holidays that they
/// name. A kind is code; its numbers come from a policy pack.
@NullMarked
package io.quittance.core.limit;

import org.jspecify.annotations.NullMarked;
