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

/// What is permitted, and why the rest is not.
///
/// @param permitted the permitted actions with their windows; no contact is always among them and
///   alone has none
/// @param blocked each action not permitted with each rule that blocks it, by action and rule id
/// @param daysPastDue as of the verdict; 0 when unknown
/// @param hardship whether hardship was reported lately
/// @param next for actions that are blocked now the beginning of the first window, within sixty
///   days, that nothing known today blocks; an action without one is absent
public record PolicyVerdict(
    SortedMap<Action, Optional<ContactWindow>> permitted,
    List<Blocked> blocked,
    int daysPastDue,
    boolean hardship,
    SortedMap<Action, Instant> next) {

  public PolicyVerdict {
    permitted = Collections.unmodifiableSortedMap(new TreeMap<>(permitted));
    blocked = List.copyOf(blocked);
    next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    if (!permitted.containsKey(Action.NO_CONTACT)) {
      throw new IllegalArgumentException("no contact is always permitted");
    }
  }

  public boolean permits(Action action) {
    return permitted.containsKey(action);
  }

  /// The window of a permitted contact; null for no contact and for what is not permitted.
  public @Nullable ContactWindow window(Action action) {
    return permitted.getOrDefault(action, Optional.empty()).orElse(null);
  }
}
