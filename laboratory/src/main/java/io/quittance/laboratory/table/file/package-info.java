/// Opens data files and reads their rows as text: CSV, gzipped or not, and Parquet.
@NullMarked
package io.quittance.laboratory.table.file;

import org.jspecify.annotations.NullMarked;
