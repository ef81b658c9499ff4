package io.quittance.core.plan;

import java.util.List;

/// What to do on the day, and how much better any other plan could be at most.
///
/// @param contacts in the order of their accounts' ids; at most one a debtor
/// @param valueMinor sum of their gains over no contact
/// @param upperBoundMinor no plan within the capacity gains more; never below `valueMinor`
/// @param resources use of each capacity, agent minutes and budget first
/// @param candidates accounts with at least one option that gains
/// @param groups debtors among them, an account without a debtor counting as one
/// @param rounds how often prices were tried
public record ContactPlan(
    List<PlannedContact> contacts,
    double valueMinor,
    double upperBoundMinor,
    List<ResourceUse> resources,
    int candidates,
    int groups,
    int rounds) {

  public ContactPlan {
    contacts = List.copyOf(contacts);
    resources = List.copyOf(resources);
  }

  /// The share of the bound that the plan does not reach, in [0, 1]: it is at most this far from
  /// the best plan. 0 when nothing can be gained.
  public double gap() {
    return upperBoundMinor > 0 ? Math.max(0, 1 - valueMinor / upperBoundMinor) : 0;
  }
}
