package io.quittance.core.plan;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One way to contact one account on the day.
///
/// @param action not [Action#NO_CONTACT]
/// @param gainMinor expected net value beyond that of no contact, minor units; what does not gain
///   is never chosen
/// @param agentMinutes working time of an agent, at least 0; counted in thousandths of a minute,
///   rounded up
/// @param costMinor money spent, at least 0; counted in thousandths of a minor unit, rounded up
/// @param notBefore of the window in which the decision allowed it; null when the decision told
///   none
/// @param notAfter exclusive; null exactly when `notBefore` is
public record PlanOption(
    Action action,
    Offer offer,
    double gainMinor,
    double agentMinutes,
    double costMinor,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter) {

  public PlanOption {
    if (action == Action.NO_CONTACT) {
      throw new IllegalArgumentException("an option is a contact");
    }
    if (!Double.isFinite(gainMinor)) {
      throw new IllegalArgumentException("gainMinor must be finite, was " + gainMinor);
    }
    Thousandths.checkRange("agentMinutes", agentMinutes);
    Thousandths.checkRange("costMinor", costMinor);
    if ((notBefore == null) != (notAfter == null)) {
      throw new IllegalArgumentException("a window has both ends or none");
    }
  }
}
