@NullMarked
package io.quittance.local.policy;

import org.jspecify.annotations.NullMarked;
