/// The command line of the laboratory: `train` and `infer`.
@NullMarked
package io.quittance.laboratory.command;

import org.jspecify.annotations.NullMarked;
