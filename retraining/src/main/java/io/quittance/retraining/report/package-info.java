/// A model's report: one HTML file with charts, which needs nothing else and no network.
@NullMarked
package io.quittance.retraining.report;

import org.jspecify.annotations.NullMarked;
