/// Child processes of one machine: starting, readiness, pid files, leftovers, ports.
@NullMarked
package io.quittance.embedded.process;

import org.jspecify.annotations.NullMarked;
