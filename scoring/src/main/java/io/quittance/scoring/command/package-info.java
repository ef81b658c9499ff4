/// Work on files on the command line without the service: `score` scores rows, `plan` plans a day.
@NullMarked
package io.quittance.scoring.command;

import org.jspecify.annotations.NullMarked;
