/// Child processes on one machine: starting them, readiness, pid files, leftover processes and
/// ports.
@NullMarked
package io.quittance.embedded.process;

import org.jspecify.annotations.NullMarked;
