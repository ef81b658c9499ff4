package io.quittance.core.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Chooses across accounts which of their options to take on a day: a multiple-choice knapsack with
/// several resources (agent minutes, budget, contacts on a channel) and at most one contact a
/// debtor. Greedy at the prices of the best Lagrangian bound, so that the answer carries a proof of
/// how far it can be from the best plan: no plan gains more than [ContactPlan#upperBoundMinor()],
/// whose proof is at [PriceSearch].
///
/// Deterministic: a function of the candidates and the capacity, whatever the order in which the
/// candidates come. Of plans of equal gain the first found stays; ties within a plan go to the
/// smaller debtor id (accounts without a debtor first), then account id, action and offer.
///
/// With many accounts the plan is close to the bound, since at the best prices at most as many
/// debtors as there are resources are undecided; with few it may not be, and says so.
public final class ContactPlanner {

  private ContactPlanner() {}

  /// @throws IllegalArgumentException when an account appears twice
  public static ContactPlan choose(List<PlanCandidate> candidates, PlanCapacity capacity) {
    PlanProblem problem = PlanProblem.of(candidates, capacity);
    PriceSearch.Prices prices = new PriceSearch(problem).search();
    Assignment best = GreedyPlanner.build(problem, prices.prices());
    double value = best.value();
    // Without prices large gains come first, which helps where a few contacts are all there is.
    Assignment other = GreedyPlanner.build(problem, new double[problem.resources()]);
    if (other.value() > value) {
      best = other;
      value = other.value();
    }
    return new ContactPlan(
        contacts(problem, best),
        value,
        Math.max(value, prices.bound()),
        resourceUses(problem, best, prices.prices()),
        problem.candidates,
        problem.groups(),
        prices.rounds());
  }

  private static List<PlannedContact> contacts(PlanProblem problem, Assignment plan) {
    List<PlannedContact> contacts = new ArrayList<>();
    for (int g = 0; g < problem.groups(); g++) {
      if (plan.optionOf(g) != Assignment.NONE) {
        contacts.add(problem.contact(plan.optionOf(g)));
      }
    }
    contacts.sort(Comparator.comparing(PlannedContact::accountId));
    return contacts;
  }

  private static List<ResourceUse> resourceUses(
      PlanProblem problem, Assignment plan, double[] prices) {
    int resources = problem.resources();
    List<ResourceUse> uses = new ArrayList<>(resources);
    for (int k = 0; k < resources; k++) {
      long used = problem.capacity[k] - plan.remaining(k);
      // Time and money are counted in thousandths, contacts one by one.
      boolean contacts = k >= 2;
      double capacity = contacts ? problem.capacity[k] : Thousandths.toDouble(problem.capacity[k]);
      uses.add(
          new ResourceUse(
              problem.names[k],
              contacts ? used : Thousandths.toDouble(used),
              capacity,
              capacity == 0 ? 0 : prices[k] / capacity));
    }
    return uses;
  }
}
