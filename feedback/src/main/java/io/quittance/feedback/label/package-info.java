/// Labels that mature in event time: watermark, label pass, re-opening.
@NullMarked
package io.quittance.feedback.label;

import org.jspecify.annotations.NullMarked;
