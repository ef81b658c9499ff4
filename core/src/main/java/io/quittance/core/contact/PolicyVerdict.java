package io.quittance.core.contact;

import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.vocabulary.Action;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Verdict of a policy on all actions for a debtor at an instant. Immutable.
///
/// @param permitted permitted actions with their windows; [Action#NO_CONTACT] is always among them
///   and is the only one without a window
/// @param blocked each action that is not permitted, with each rule that blocks it, by action and
///   rule id
/// @param daysPastDue days past due at the instant; 0 when unknown
/// @param hardship whether hardship was reported recently
/// @param next for each blocked action the beginning of the first window, within sixty days, that
///   no fact known today blocks; actions without such a window are absent
public record PolicyVerdict(
    SortedMap<Action, Optional<ContactWindow>> permitted,
    List<Blocked> blocked,
    int daysPastDue,
    boolean hardship,
    SortedMap<Action, Instant> next) {

  /// @throws IllegalArgumentException when [Action#NO_CONTACT] is not permitted
  public PolicyVerdict {
    permitted = Collections.unmodifiableSortedMap(new TreeMap<>(permitted));
    blocked = List.copyOf(blocked);
    next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    if (!permitted.containsKey(Action.NO_CONTACT)) {
      throw new IllegalArgumentException("no-contact must always be permitted");
    }
  }

  /// Returns whether an action is permitted.
  public boolean permits(Action action) {
    return permitted.containsKey(action);
  }

  /// Returns the window of a permitted contact; null for [Action#NO_CONTACT] and for blocked
  /// actions.
  public @Nullable ContactWindow window(Action action) {
    return permitted.getOrDefault(action, Optional.empty()).orElse(null);
  }
}
