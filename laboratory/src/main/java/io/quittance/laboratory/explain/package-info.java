/// Explains a model as a whole: importances, partial dependence and feature selection.
@NullMarked
package io.quittance.laboratory.explain;

import org.jspecify.annotations.NullMarked;
