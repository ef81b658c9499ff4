/// Recognizes tree ensembles in ONNX graphs and turns them into forests.
@NullMarked
package io.quittance.core.onnx.trees;

import org.jspecify.annotations.NullMarked;
