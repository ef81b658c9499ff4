/// When to ask for a new model, and why.
@NullMarked
package io.quittance.feedback.trigger;

import org.jspecify.annotations.NullMarked;
