/// Measures the value of contact policies on simulated debtors with known potential outcomes.
@NullMarked
package io.quittance.e2e.value;

import org.jspecify.annotations.NullMarked;
