/// Data quality rules for tables and columns, including the detection of leaks.
@NullMarked
package io.quittance.laboratory.quality;

import org.jspecify.annotations.NullMarked;
