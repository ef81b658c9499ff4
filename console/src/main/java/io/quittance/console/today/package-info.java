/// The first page: what waits for a person now.
@NullMarked
package io.quittance.console.today;

import org.jspecify.annotations.NullMarked;
