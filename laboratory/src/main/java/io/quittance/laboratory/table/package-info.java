/// Reads, types and checks tables in CSV or Parquet.
@NullMarked
package io.quittance.laboratory.table;

import org.jspecify.annotations.NullMarked;
