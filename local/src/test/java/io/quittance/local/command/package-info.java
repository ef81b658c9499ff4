@NullMarked
package io.quittance.local.command;

import org.jspecify.annotations.NullMarked;
