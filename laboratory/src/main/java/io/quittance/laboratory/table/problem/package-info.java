/// What is wrong with a file, in words that tell a person how to correct it.
@NullMarked
package io.quittance.laboratory.table.problem;

import org.jspecify.annotations.NullMarked;
