/// Writes ONNX graphs: forests, preprocessing and calibration nodes.
@NullMarked
package io.quittance.core.onnx.write;

import org.jspecify.annotations.NullMarked;
