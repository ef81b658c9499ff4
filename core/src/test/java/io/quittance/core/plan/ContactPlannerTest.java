package io.quittance.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Offer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ContactPlannerTest {

  private static final double TOLERANCE = 1e-7;

  private static PlanOption option(Action action, double gain, double minutes, double cost) {
    return new PlanOption(action, Offer.REMINDER, gain, minutes, cost, null, null);
  }

  private static PlanCandidate candidate(
      String account, @Nullable String debtor, PlanOption... options) {
    return new PlanCandidate(account, debtor, new UUID(4, 2), List.of(options));
  }

  private static List<String> chosen(ContactPlan plan) {
    return plan.contacts().stream()
        .map(c -> c.accountId() + " " + c.option().action().wireName())
        .toList();
  }

  @Test
  void thousandsOfSmallProblemsLieBetweenTheBestPlanAndTheBound() {
    int optimal = 0;
    int problems = 6_000;
    for (long seed = 0; seed < problems; seed++) {
      RandomPlans problem = RandomPlans.small(seed, 6);

      ContactPlan plan = ContactPlanner.choose(problem.candidates(), problem.capacity());

      double best = BruteForce.best(problem);
      assertFeasible(problem, plan, seed);
      assertTrue(plan.valueMinor() <= best + TOLERANCE, "seed " + seed);
      assertTrue(best <= plan.upperBoundMinor(), "seed " + seed);
      optimal += plan.valueMinor() > best - TOLERANCE ? 1 : 0;
    }
    assertTrue(optimal > problems * 0.99, "optimal in only " + optimal);
  }

  @Test
  void theBoundIsTheValueOfTheLinearRelaxation() {
    for (long seed = 0; seed < 1_000; seed++) {
      RandomPlans problem = RandomPlans.small(seed, 12);

      ContactPlan plan = ContactPlanner.choose(problem.candidates(), problem.capacity());

      double relaxed = relaxed(problem);
      assertEquals(relaxed, plan.upperBoundMinor(), 1e-6 * (1 + relaxed), "seed " + seed);
    }
  }

  @Test
  void aLargePortfolioIsPlannedCloseToTheBound() {
    RandomPlans problem = RandomPlans.large(7, 20_000);

    ContactPlan plan = ContactPlanner.choose(problem.candidates(), problem.capacity());

    assertFeasible(problem, plan, 7);
    assertTrue(plan.gap() < 0.001, "gap " + plan.gap());
    assertTrue(plan.resources().stream().filter(use -> use.priceMinor() > 0).count() >= 3);
  }

  @Test
  void ordersOfAWorkListGainLess() {
    RandomPlans problem = RandomPlans.large(7, 20_000);
    NaivePlans naive = new NaivePlans(problem);

    double value = ContactPlanner.choose(problem.candidates(), problem.capacity()).valueMinor();

    assertTrue(value > 1.1 * naive.asTheyCome());
    assertTrue(value > 1.05 * naive.byGain());
    assertTrue(value > 1.05 * naive.byGainPerMinute());
  }

  @Test
  void plentyForAllGivesEachPersonTheBestAndProvesIt() {
    ContactPlan plan =
        ContactPlanner.choose(
            List.of(
                candidate(
                    "a-1", "p-1", option(Action.CALL, 50, 6, 150), option(Action.SMS, 60, 0, 5)),
                candidate("a-2", "p-1", option(Action.CALL, 70, 6, 150)),
                candidate("a-3", null, option(Action.EMAIL, 1, 0, 2)),
                candidate(
                    "a-4", null, option(Action.EMAIL, 0, 0, 2), option(Action.SMS, -3, 0, 5))),
            new PlanCapacity(600, 1_000, Map.of()));

    assertEquals(List.of("a-2 call", "a-3 email"), chosen(plan));
    assertEquals(71, plan.valueMinor());
    assertEquals(0, plan.gap(), 1e-12);
    assertEquals(3, plan.candidates());
    assertEquals(2, plan.groups());
    assertEquals(
        List.of(
            new ResourceUse("agent-minutes", 6, 600, 0),
            new ResourceUse("budget-minor", 152, 1_000, 0)),
        plan.resources());
  }

  @Test
  void scarceMinutesGoWhereTheyGainMost() {
    ContactPlan plan =
        ContactPlanner.choose(
            List.of(
                candidate(
                    "a-1", "p-1", option(Action.CALL, 90, 6, 0), option(Action.SMS, 80, 0, 0)),
                candidate(
                    "a-2", "p-2", option(Action.CALL, 60, 6, 0), option(Action.SMS, 10, 0, 0))),
            new PlanCapacity(6, 0, Map.of()));

    assertEquals(List.of("a-1 sms", "a-2 call"), chosen(plan));
    assertEquals(140, plan.valueMinor());
    assertEquals(0, plan.gap(), 1e-9);
    double price = plan.resources().getFirst().priceMinor();
    assertTrue(price >= 10.0 / 6 && price <= 50.0 / 6, "price " + price);
  }

  @Test
  void nothingAtAllIsAPlan() {
    ContactPlan none = ContactPlanner.choose(List.of(), new PlanCapacity(0, 0, Map.of()));
    ContactPlan noCapacity =
        ContactPlanner.choose(
            List.of(candidate("a-1", "p-1", option(Action.CALL, 5, 6, 0))),
            new PlanCapacity(5.999, 0, Map.of()));
    ContactPlan limited =
        ContactPlanner.choose(
            List.of(candidate("a-1", "p-1", option(Action.CALL, 5, 6, 0))),
            new PlanCapacity(6, 0, Map.of(Channel.CALL, 0)));

    for (ContactPlan plan : List.of(none, noCapacity, limited)) {
      assertEquals(List.of(), plan.contacts());
      assertEquals(0, plan.valueMinor());
      assertEquals(0, plan.upperBoundMinor());
      assertEquals(0, plan.gap());
    }
  }

  @Test
  void aPlanIsAFunctionOfTheSetOfCandidates() {
    for (long seed = 0; seed < 200; seed++) {
      RandomPlans problem = RandomPlans.small(seed, 20);
      List<PlanCandidate> shuffled = new ArrayList<>(problem.candidates());
      Collections.shuffle(shuffled, new Random(seed));

      assertEquals(
          ContactPlanner.choose(problem.candidates(), problem.capacity()),
          ContactPlanner.choose(shuffled, problem.capacity()),
          "seed " + seed);
    }
  }

  @Test
  void amongEqualsTheSmallerIdIsChosen() {
    ContactPlan plan =
        ContactPlanner.choose(
            List.of(
                candidate("a-2", "p-2", option(Action.CALL, 10, 6, 1)),
                candidate("a-1", "p-1", option(Action.CALL, 10, 6, 1)),
                candidate("a-3", "p-3", option(Action.CALL, 10, 6, 1))),
            new PlanCapacity(12, 100, Map.of()));

    assertEquals(List.of("a-1 call", "a-2 call"), chosen(plan));
  }

  @Test
  void tenTimesATenthOfAMinuteIsAMinute() {
    List<PlanCandidate> candidates = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      candidates.add(candidate("a-" + i, null, option(Action.SMS, 1, 0.1, 0.7)));
    }

    ContactPlan plan = ContactPlanner.choose(candidates, new PlanCapacity(1, 7, Map.of()));

    assertEquals(10, plan.contacts().size());
  }

  @Test
  void whatIsNoProblemIsRefused() {
    PlanCapacity capacity = new PlanCapacity(1, 1, Map.of());
    List<PlanCandidate> twice = List.of(candidate("a-1", "p-1"), candidate("a-1", "p-2"));
    assertThrows(IllegalArgumentException.class, () -> ContactPlanner.choose(twice, capacity));
    assertThrows(IllegalArgumentException.class, () -> option(Action.NO_CONTACT, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> option(Action.CALL, Double.NaN, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> option(Action.CALL, 1, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> option(Action.CALL, 1, 1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new PlanCapacity(-1, 0, Map.of()));
    assertThrows(IllegalArgumentException.class, () -> new PlanCapacity(0, 1e13, Map.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new PlanCapacity(0, 0, Map.of(Channel.SMS, -1)));
  }

  /// By sums of its own, in decimal.
  private static void assertFeasible(RandomPlans problem, ContactPlan plan, long seed) {
    Set<String> persons = new HashSet<>();
    double minutes = 0;
    double cost = 0;
    double value = 0;
    for (PlannedContact contact : plan.contacts()) {
      String debtor = contact.debtorId();
      assertTrue(persons.add(debtor == null ? contact.accountId() : debtor), "seed " + seed);
      assertTrue(contact.option().gainMinor() > 0);
      minutes += contact.option().agentMinutes();
      cost += contact.option().costMinor();
      value += contact.option().gainMinor();
    }
    assertTrue(minutes <= problem.capacity().agentMinutes() + TOLERANCE, "seed " + seed);
    assertTrue(cost <= problem.capacity().budgetMinor() + TOLERANCE, "seed " + seed);
    assertEquals(value, plan.valueMinor(), 1e-9 * (1 + value), "seed " + seed);
    problem
        .capacity()
        .channelLimits()
        .forEach(
            (channel, limit) ->
                assertTrue(
                    plan.contacts().stream()
                            .filter(c -> c.option().action().channel().orElseThrow() == channel)
                            .count()
                        <= limit,
                    "seed " + seed));
    assertEquals(minutes, plan.resources().get(0).used(), 1e-6 * (1 + minutes));
    assertEquals(cost, plan.resources().get(1).used(), 1e-6 * (1 + cost));
  }

  /// The linear relaxation by a solver that shares no code with ours; what could never be chosen
  /// alone is left out, as a plan may not take half of it.
  private static double relaxed(RandomPlans problem) {
    List<BruteForce.Choice> options = BruteForce.options(problem);
    if (options.isEmpty()) {
      return 0;
    }
    List<LinearConstraint> constraints = new ArrayList<>();
    int width = options.size();
    for (int k = 0; k < options.getFirst().taken().length; k++) {
      double[] row = new double[width];
      for (int o = 0; o < width; o++) {
        row[o] = options.get(o).taken()[k];
      }
      constraints.add(
          new LinearConstraint(row, Relationship.LEQ, BruteForce.capacity(problem.capacity())[k]));
    }
    for (String person : new HashSet<>(options.stream().map(BruteForce.Choice::person).toList())) {
      double[] row = new double[width];
      for (int o = 0; o < width; o++) {
        row[o] = options.get(o).person().equals(person) ? 1 : 0;
      }
      constraints.add(new LinearConstraint(row, Relationship.LEQ, 1));
    }
    double[] gains = options.stream().mapToDouble(BruteForce.Choice::gain).toArray();
    return new SimplexSolver()
        .optimize(
            new MaxIter(10_000),
            new LinearObjectiveFunction(gains, 0),
            new LinearConstraintSet(constraints),
            GoalType.MAXIMIZE,
            new NonNegativeConstraint(true))
        .getValue();
  }
}
