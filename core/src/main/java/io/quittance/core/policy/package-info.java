/// What may be done and what is best: policy packs (rules as cited, dated data), their application
/// to a debtor as of an instant, and the choice of the next best action.
@NullMarked
package io.quittance.core.policy;

import org.jspecify.annotations.NullMarked;
