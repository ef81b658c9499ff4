package io.quittance.core.plan;

import java.util.List;

/// The contacts of a day, with a bound on how much better any other plan could be. Immutable.
///
/// @param contacts planned contacts, by account id; at most one for each debtor
/// @param valueMinor sum of their gains over no contact, minor units
/// @param upperBoundMinor greatest gain that any plan within the capacity can have, minor units;
///   never below `valueMinor`
/// @param resources use of each capacity, agent minutes and budget first
/// @param candidates accounts with at least one option that gains
/// @param groups debtors among them; an account without a debtor counts as one
/// @param rounds number of price vectors tried
public record ContactPlan(
    List<PlannedContact> contacts,
    double valueMinor,
    double upperBoundMinor,
    List<ResourceUse> resources,
    int candidates,
    int groups,
    int rounds) {

  /// Copies the lists.
  public ContactPlan {
    contacts = List.copyOf(contacts);
    resources = List.copyOf(resources);
  }

  /// Returns the share of the bound that the plan does not reach, in [0, 1]; the plan is at most
  /// this far from the best one. 0 when nothing can be gained.
  public double gap() {
    return upperBoundMinor > 0 ? Math.max(0, 1 - valueMinor / upperBoundMinor) : 0;
  }
}
