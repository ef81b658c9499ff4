/// Reads tables in CSV or Parquet, with their types checked against a schema.
@NullMarked
package io.quittance.laboratory.table;

import org.jspecify.annotations.NullMarked;
