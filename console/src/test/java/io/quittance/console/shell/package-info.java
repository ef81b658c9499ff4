@NullMarked
package io.quittance.console.shell;

import org.jspecify.annotations.NullMarked;
