/// Labels that mature in event time: the watermark, label passes, and reopened labels.
@NullMarked
package io.quittance.feedback.label;

import org.jspecify.annotations.NullMarked;
