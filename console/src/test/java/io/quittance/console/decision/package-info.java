@NullMarked
package io.quittance.console.decision;

import org.jspecify.annotations.NullMarked;
