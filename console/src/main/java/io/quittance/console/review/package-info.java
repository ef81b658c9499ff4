/// The cases that only a person may decide: the queue, one case, and its conclusion.
@NullMarked
package io.quittance.console.review;

import org.jspecify.annotations.NullMarked;
