package io.quittance.core.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Chooses which accounts to contact on a day, and how. The problem is a multiple-choice knapsack
/// with several resources (agent minutes, budget, contacts on a channel) and at most one contact
/// for each debtor. The planner is greedy at the prices of the best Lagrangian bound, so that the
/// answer states how far it can be from the best plan: no plan gains more than
/// [ContactPlan#upperBoundMinor()]. The proof is at [PriceSearch].
///
/// Stateless and deterministic: the result is a function of the candidates and the capacity,
/// whatever the order of the candidates. Of plans with equal gain the first one found is kept. Ties
/// within a plan go to the smaller debtor id (accounts without a debtor first), then to the smaller
/// account id, action and offer.
///
/// With many accounts the plan is close to the bound, because at the best prices at most as many
/// debtors are undecided as there are resources. With few accounts the gap can be large; the plan
/// reports it.
public final class ContactPlanner {

  private ContactPlanner() {}

  /// Chooses the contacts of a day.
  ///
  /// @param candidates the accounts with their options, in any order
  /// @param capacity what is available on the day
  /// @throws IllegalArgumentException when an account appears twice
  public static ContactPlan choose(List<PlanCandidate> candidates, PlanCapacity capacity) {
    PlanProblem problem = PlanProblem.of(candidates, capacity);
    PriceSearch.Prices prices = new PriceSearch(problem).search();
    Assignment best = GreedyPlanner.build(problem, prices.prices());
    double value = best.value();
    // At prices of zero the largest gains come first, which helps when only a few contacts are
    // possible.
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
      // Time and money are counted in thousandths, contacts in whole numbers.
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
