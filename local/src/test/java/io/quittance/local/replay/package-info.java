@NullMarked
package io.quittance.local.replay;

import org.jspecify.annotations.NullMarked;
