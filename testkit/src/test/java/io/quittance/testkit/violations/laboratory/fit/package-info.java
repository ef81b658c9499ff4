@NullMarked
package io.quittance.testkit.violations.laboratory.fit;

import org.jspecify.annotations.NullMarked;
