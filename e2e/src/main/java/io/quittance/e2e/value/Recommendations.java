package io.quittance.e2e.value;

import io.quittance.core.contact.ContactWindow;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Creates recommendations, with or without regard to what is permitted.
final class Recommendations {

  private static final Duration DAY = Duration.ofDays(1);

  private Recommendations() {}

  /// Recommends a permitted action within its window.
  static Recommendation recommend(Action action, Offer offer, PolicyVerdict verdict) {
    ContactWindow window = verdict.window(action);
    return window == null ? none() : within(action, offer, window.notBefore(), window.notAfter());
  }

  /// Recommends the first permitted action of a list as a reminder, or no contact when none is
  /// permitted.
  static Recommendation firstPermitted(List<Action> preferred, PolicyVerdict verdict) {
    return preferred.stream()
        .filter(verdict::permits)
        .findFirst()
        .map(action -> recommend(action, Offer.REMINDER, verdict))
        .orElseGet(Recommendations::none);
  }

  /// Recommends an action at any time of the next day, regardless of the law.
  static Recommendation unchecked(Action action, Instant at) {
    return action == Action.NO_CONTACT ? none() : within(action, Offer.REMINDER, at, at.plus(DAY));
  }

  static Recommendation none() {
    return new Recommendation(Action.NO_CONTACT, Offer.NONE, null, null);
  }

  private static Recommendation within(Action action, Offer offer, Instant from, Instant to) {
    return new Recommendation(action, offer, from, to);
  }
}
