/// Data quality rules for tables and columns, among them the search for leaks.
@NullMarked
package io.quittance.laboratory.quality;

import org.jspecify.annotations.NullMarked;
