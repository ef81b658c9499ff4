/// Drafts the schema of a table from its content.
@NullMarked
package io.quittance.laboratory.infer;

import org.jspecify.annotations.NullMarked;
