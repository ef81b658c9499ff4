/// What a command writes: its messages, its output directory, tables for a terminal, and why it
/// failed.
@NullMarked
package io.quittance.laboratory.output;

import org.jspecify.annotations.NullMarked;
