package io.quittance.scoring.plan;

import io.quittance.core.contact.ContactWindow;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.ActionValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a decision allows an action; both ends or none.
record Window(@Nullable Instant notBefore, @Nullable Instant notAfter) {

  /// An older decision tells only the window of the action it recommends.
  static Window of(DecisionMade decision, ActionValue action) {
    return action.notBefore() == null && action.action() == decision.recommended().action()
        ? new Window(decision.recommended().notBefore(), decision.recommended().notAfter())
        : new Window(action.notBefore(), action.notAfter());
  }

  /// The part of it that lies in another window; none when they do not meet.
  Window within(@Nullable ContactWindow other) {
    if (other == null || notBefore == null || notAfter == null) {
      return new Window(null, null);
    }
    Instant from = notBefore.isAfter(other.notBefore()) ? notBefore : other.notBefore();
    Instant to = notAfter.isBefore(other.notAfter()) ? notAfter : other.notAfter();
    return from.isBefore(to) ? new Window(from, to) : new Window(null, null);
  }

  /// The part of it that lies on the day, which it meets.
  Window on(PlanDay day) {
    return new Window(
        notBefore == null || notBefore.isBefore(day.from()) ? day.from() : notBefore,
        notAfter == null || notAfter.isAfter(day.to()) ? day.to() : notAfter);
  }
}
