/// Writes ONNX graphs: forests, category encodings and calibration.
@NullMarked
package io.quittance.core.onnx.write;

import org.jspecify.annotations.NullMarked;
