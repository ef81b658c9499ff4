/// The laboratory on the command line: `train` and `infer`, without the service.
@NullMarked
package io.quittance.retraining.command;

import org.jspecify.annotations.NullMarked;
