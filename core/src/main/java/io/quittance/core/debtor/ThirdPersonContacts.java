package io.quittance.core.debtor;

import io.quittance.core.account.Fact;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How often each person other than the debtor was contacted, by any account and whatever the event
/// time.
public final class ThirdPersonContacts {

  /// From so many contacts on, an account may have dropped earlier ones.
  private static final int MANY = 200;

  private final Map<String, Integer> byPerson = new HashMap<>();
  private int all;

  ThirdPersonContacts() {}

  void add(Fact.ThirdPersonContact contact) {
    byPerson.merge(contact.personRef(), 1, Integer::sum);
    all++;
  }

  /// Returns how often a person may have been contacted: one that is not named as often as any, and
  /// everybody as often as there were contacts once so many are known that earlier ones may have
  /// been dropped.
  public int with(@Nullable String ref) {
    if (all >= MANY) {
      return all;
    }
    if (ref != null) {
      return byPerson.getOrDefault(ref, 0);
    }
    int most = 0;
    for (int contacts : byPerson.values()) {
      most = Math.max(most, contacts);
    }
    return most;
  }
}
