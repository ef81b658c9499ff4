@NullMarked
package io.quittance.laboratory.command;

import org.jspecify.annotations.NullMarked;
