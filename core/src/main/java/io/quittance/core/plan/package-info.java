/// Plans whom to contact on a day when agents and money do not suffice for everybody: a choice
/// across accounts, with a proven bound on what any other choice could gain. Deterministic.
@NullMarked
package io.quittance.core.plan;

import org.jspecify.annotations.NullMarked;
