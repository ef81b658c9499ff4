package io.quittance.e2e.bench;

import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.ContactWindow;
import io.quittance.core.contact.PermitVerdict;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds permitted actions without a search: it tries every quarter of an hour of the horizon,
/// action by action, until a permit would be granted. It reports neither what blocks an action nor
/// when the action is permitted next, so it does less work than the search.
final class QuarterHourScan {

  private static final Duration STEP = Duration.ofMinutes(15);

  private QuarterHourScan() {}

  static PolicyVerdict evaluate(
      Policy policy, SimulatedDebtors.Subject subject, PolicyVerdict like) {
    TreeMap<Action, Optional<ContactWindow>> permitted = new TreeMap<>();
    permitted.put(Action.NO_CONTACT, Optional.empty());
    Duration horizon = policy.economics().orElseThrow().timing().horizon();
    for (Action action : Action.values()) {
      if (action != Action.NO_CONTACT) {
        ContactWindow window = window(policy, subject, action, horizon);
        if (window != null) {
          permitted.put(action, Optional.of(window));
        }
      }
    }
    return new PolicyVerdict(
        permitted, List.of(), like.daysPastDue(), like.hardship(), new TreeMap<>());
  }

  private static @Nullable ContactWindow window(
      Policy policy, SimulatedDebtors.Subject subject, Action action, Duration horizon) {
    Instant last = subject.at().plus(horizon).plus(STEP);
    for (Instant at = subject.at(); !at.isAfter(last); at = at.plus(STEP)) {
      PermitVerdict verdict =
          ContactPolicy.permit(policy, subject.context(), action, Place.MOBILE, at, List.of());
      if (verdict instanceof PermitVerdict.Granted granted) {
        return new ContactWindow(at, granted.until());
      }
    }
    return null;
  }
}
