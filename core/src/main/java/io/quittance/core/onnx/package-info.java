/// Reads ONNX graphs from bytes with bounded memory and work.
@NullMarked
package io.quittance.core.onnx;

import org.jspecify.annotations.NullMarked;
