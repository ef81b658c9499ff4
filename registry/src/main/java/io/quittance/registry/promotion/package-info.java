/// Changes versions: registers, evaluates, approves, promotes and rolls back.
@NullMarked
package io.quittance.registry.promotion;

import org.jspecify.annotations.NullMarked;
