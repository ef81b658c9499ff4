/// The laboratory's command line: `train`, `infer` and `lab`.
@NullMarked
package io.quittance.laboratory.command;

import org.jspecify.annotations.NullMarked;
