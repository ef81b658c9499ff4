/// What policies are worth on simulated debtors whose answers are known.
@NullMarked
package io.quittance.e2e.value;

import org.jspecify.annotations.NullMarked;
