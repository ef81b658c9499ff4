/// Decision and outcome become a labelled example, examples become measurements, and measurements
/// become retraining requests.
@NullMarked
package io.quittance.feedback;

import org.jspecify.annotations.NullMarked;
