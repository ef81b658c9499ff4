@NullMarked
package io.quittance.retraining.command;

import org.jspecify.annotations.NullMarked;
