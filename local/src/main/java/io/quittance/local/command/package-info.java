/// The `quittance` command and its subcommands.
@NullMarked
package io.quittance.local.command;

import org.jspecify.annotations.NullMarked;
