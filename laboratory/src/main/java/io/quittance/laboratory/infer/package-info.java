/// Drafts the schema of a table from the table's content.
@NullMarked
package io.quittance.laboratory.infer;

import org.jspecify.annotations.NullMarked;
