package io.quittance.core.plan;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One way to contact one account on the day.
///
/// @param action the contact, not [Action#NO_CONTACT]
/// @param offer what the contact offers
/// @param gainMinor expected net value beyond that of no contact, minor units; an option without a
///   gain is never chosen
/// @param agentMinutes working time of an agent, 0 to 10¹²; counted in thousandths of a minute,
///   rounded up
/// @param costMinor money spent, 0 to 10¹²; counted in thousandths of a minor unit, rounded up
/// @param notBefore beginning of the window that the decision allowed, inclusive; null when the
///   decision had none
/// @param notAfter end of that window, exclusive; null if and only if `notBefore` is
public record PlanOption(
    Action action,
    Offer offer,
    double gainMinor,
    double agentMinutes,
    double costMinor,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter) {

  /// @throws IllegalArgumentException when a value is out of its range, or only one end of the
  ///   window is given
  public PlanOption {
    if (action == Action.NO_CONTACT) {
      throw new IllegalArgumentException("an option must be a contact");
    }
    if (!Double.isFinite(gainMinor)) {
      throw new IllegalArgumentException("gainMinor must be finite, was " + gainMinor);
    }
    Thousandths.checkRange("agentMinutes", agentMinutes);
    Thousandths.checkRange("costMinor", costMinor);
    if ((notBefore == null) != (notAfter == null)) {
      throw new IllegalArgumentException("a window must have both ends or none");
    }
  }
}
