@NullMarked
package io.quittance.testkit.violations.e2e.audit;

import org.jspecify.annotations.NullMarked;
