@NullMarked
package io.quittance.console;

import org.jspecify.annotations.NullMarked;
