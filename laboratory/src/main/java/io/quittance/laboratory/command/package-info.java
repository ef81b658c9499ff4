/// The laboratory's command line: `train` and `infer`.
@NullMarked
package io.quittance.laboratory.command;

import org.jspecify.annotations.NullMarked;
