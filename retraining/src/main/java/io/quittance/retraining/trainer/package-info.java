/// Runs a training in a process of its own: what a native library or a full heap ends is that
/// process, never the service. Orders and progress are JSON lines on its standard input and output.
@NullMarked
package io.quittance.retraining.trainer;

import org.jspecify.annotations.NullMarked;
