/// Who calls, and what callers see when something is refused.
@NullMarked
package io.quittance.retraining.web;

import org.jspecify.annotations.NullMarked;
