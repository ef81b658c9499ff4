@NullMarked
package io.quittance.e2e.audit;

import org.jspecify.annotations.NullMarked;
