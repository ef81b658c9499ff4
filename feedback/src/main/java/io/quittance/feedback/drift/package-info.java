/// Whether the champion still sees the world it was trained on.
@NullMarked
package io.quittance.feedback.drift;

import org.jspecify.annotations.NullMarked;
