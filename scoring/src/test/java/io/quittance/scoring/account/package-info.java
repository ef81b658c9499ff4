@NullMarked
package io.quittance.scoring.account;

import org.jspecify.annotations.NullMarked;
