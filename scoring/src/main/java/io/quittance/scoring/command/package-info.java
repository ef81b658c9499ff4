/// Scoring of files on the command line: `score`, without the service.
@NullMarked
package io.quittance.scoring.command;

import org.jspecify.annotations.NullMarked;
