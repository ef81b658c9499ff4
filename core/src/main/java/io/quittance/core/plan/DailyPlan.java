package io.quittance.core.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Chooses across accounts which of their options to take on a day: a multiple-choice knapsack with
/// several resources (agent minutes, budget, contacts on a channel) and at most one contact a
/// debtor. Greedy at the prices of the best Lagrangian bound, so that the answer carries a proof of
/// how far it can be from the best plan: no plan gains more than [Plan#upperBoundMinor()], whose
/// proof is at [PriceSearch].
///
/// Deterministic: a function of the candidates and the capacity, whatever the order in which the
/// candidates come. Of plans of equal gain the first found stays; ties within a plan go to the
/// smaller debtor id (accounts without a debtor first), then account id, action and offer.
///
/// With many accounts the plan is close to the bound, since at the best prices at most as many
/// debtors as there are resources are undecided; with few it may not be, and says so.
public final class DailyPlan {

  private DailyPlan() {}

  /// @throws IllegalArgumentException when an account appears twice
  public static Plan choose(List<PlanCandidate> candidates, PlanCapacity capacity) {
    PlanProblem instance = PlanProblem.of(candidates, capacity);
    PriceSearch.Prices prices = new PriceSearch(instance).run();
    Assignment best = GreedyPlan.at(instance, prices.prices());
    double value = best.value();
    // Without prices large gains come first, which helps where a few contacts are all there is.
    Assignment other = GreedyPlan.at(instance, new double[instance.resources()]);
    if (other.value() > value) {
      best = other;
      value = other.value();
    }
    return new Plan(
        contacts(instance, best),
        value,
        Math.max(value, prices.bound()),
        uses(instance, best, prices.prices()),
        instance.candidates,
        instance.groups(),
        prices.rounds());
  }

  private static List<PlannedContact> contacts(PlanProblem instance, Assignment plan) {
    List<PlannedContact> contacts = new ArrayList<>();
    for (int g = 0; g < instance.groups(); g++) {
      if (plan.of(g) != Assignment.NONE) {
        contacts.add(instance.contact(plan.of(g)));
      }
    }
    contacts.sort(Comparator.comparing(PlannedContact::accountId));
    return contacts;
  }

  private static List<ResourceUse> uses(PlanProblem instance, Assignment plan, double[] prices) {
    int resources = instance.resources();
    List<ResourceUse> uses = new ArrayList<>(resources);
    for (int k = 0; k < resources; k++) {
      long used = instance.capacity[k] - plan.left(k);
      // Time and money are counted in thousandths, contacts one by one.
      boolean contacts = k >= 2;
      double capacity = contacts ? instance.capacity[k] : Amounts.of(instance.capacity[k]);
      uses.add(
          new ResourceUse(
              instance.names[k],
              contacts ? used : Amounts.of(used),
              capacity,
              capacity == 0 ? 0 : prices[k] / capacity));
    }
    return uses;
  }
}
