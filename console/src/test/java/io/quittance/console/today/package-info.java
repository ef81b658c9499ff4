@NullMarked
package io.quittance.console.today;

import org.jspecify.annotations.NullMarked;
