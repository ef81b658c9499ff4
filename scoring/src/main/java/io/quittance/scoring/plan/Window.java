package io.quittance.scoring.plan;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.ActionValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a decision allows an action; both ends or none.
record Window(@Nullable Instant notBefore, @Nullable Instant notAfter) {

  /// Decisions tell the window of the action they recommend.
  static Window of(DecisionMade decision, ActionValue action) {
    return new Window(decision.recommended().notBefore(), decision.recommended().notAfter());
  }
}
