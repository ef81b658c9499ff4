/// Business metrics and gauges.
@NullMarked
package io.quittance.feedback.report;

import org.jspecify.annotations.NullMarked;
