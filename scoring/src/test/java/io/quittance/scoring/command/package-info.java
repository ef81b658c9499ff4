@NullMarked
package io.quittance.scoring.command;

import org.jspecify.annotations.NullMarked;
