@NullMarked
package io.quittance.core.plan;

import org.jspecify.annotations.NullMarked;
