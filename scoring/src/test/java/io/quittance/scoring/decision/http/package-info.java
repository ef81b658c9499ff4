@NullMarked
package io.quittance.scoring.decision.http;

import org.jspecify.annotations.NullMarked;
