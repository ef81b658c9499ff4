/// Writes the report of a model: one self-contained HTML file with charts.
@NullMarked
package io.quittance.laboratory.report;

import org.jspecify.annotations.NullMarked;
