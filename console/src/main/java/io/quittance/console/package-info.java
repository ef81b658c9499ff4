/// The console: pages for the people who work with Quittance.
@NullMarked
package io.quittance.console;

import org.jspecify.annotations.NullMarked;
