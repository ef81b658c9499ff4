package io.quittance.simulator.trial;

import io.quittance.core.vocabulary.Action;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// The collector's costs of contact and its share of the collected money.
///
/// @param valueShare share of the collected money that counts as value, in (0, 1]
/// @param contactMinor cost of one contact by action, minor units; an absent action costs 0
public record TrialCosts(double valueShare, Map<Action, Double> contactMinor) {

  /// The figures of the policy pack `us-reg-f`: a tenth of the money; a letter 110, an e-mail 2, a
  /// text message 5, a call 150.
  public static final TrialCosts STANDARD =
      new TrialCosts(
          0.1,
          Map.of(Action.LETTER, 110.0, Action.EMAIL, 2.0, Action.SMS, 5.0, Action.CALL, 150.0));

  public TrialCosts {
    if (!(valueShare > 0 && valueShare <= 1)) {
      throw new IllegalArgumentException("Value share must lie in (0, 1], was " + valueShare);
    }
    Map<Action, Double> copy = new EnumMap<>(Action.class);
    copy.putAll(contactMinor);
    contactMinor = Collections.unmodifiableMap(copy);
  }

  double contactMinor(Action action) {
    return contactMinor.getOrDefault(action, 0.0);
  }
}
