/// HTML and SVG building blocks: escaped markup, scales, plots and number formats.
@NullMarked
package io.quittance.laboratory.chart;

import org.jspecify.annotations.NullMarked;
