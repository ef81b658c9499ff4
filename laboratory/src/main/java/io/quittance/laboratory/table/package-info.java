/// Tables of typed columns, read from a file and checked against its schema.
@NullMarked
package io.quittance.laboratory.table;

import org.jspecify.annotations.NullMarked;
