/// The schema of a table: types and roles of its columns, read strictly and written.
@NullMarked
package io.quittance.laboratory.table.schema;

import org.jspecify.annotations.NullMarked;
