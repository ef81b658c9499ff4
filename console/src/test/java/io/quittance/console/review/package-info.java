@NullMarked
package io.quittance.console.review;

import org.jspecify.annotations.NullMarked;
