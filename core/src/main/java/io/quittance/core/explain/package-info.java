/// Why a model said what it said: exact TreeSHAP contributions and the reasons drawn from them.
@NullMarked
package io.quittance.core.explain;

import org.jspecify.annotations.NullMarked;
