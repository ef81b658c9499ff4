package io.quittance.core.plan;

/// Searches for the prices of the resources that give the least Lagrangian bound
///
/// L(λ) = Σₖ λₖ + Σ_g max(0, max_{o ∈ g} (v_o − Σₖ λₖ r_ok)), λ ≥ 0, r in shares of the capacity.
///
/// **Why it is a bound.** Let x be any plan within the capacities. Then Σₖ λₖ (1 − Σ_{o ∈ x} r_ok)
/// ≥ 0, so Σ_{o ∈ x} v_o ≤ Σₖ λₖ + Σ_{o ∈ x} (v_o − Σₖ λₖ r_ok). As x has at most one option of a
/// group, the right-hand side is at most L(λ). This holds for every λ ≥ 0, however it was found
/// (Fisher, *The Lagrangian Relaxation Method for Solving Integer Programming Problems*, Management
/// Science 27(1), 1981). At the best λ the bound equals the linear relaxation (Geoffrion,
/// *Lagrangean Relaxation for Integer Programming*, Mathematical Programming Study 2, 1974; for one
/// resource Sinha and Zoltners, *The Multiple-Choice Knapsack Problem*, Operations Research 27(3),
/// 1979).
///
/// **How it is found.** By cutting planes (Kelley 1960, the dual of Dantzig–Wolfe decomposition).
/// Each λ that is tried gives a plan, and the mixture of all plans seen gives the next λ, which is
/// moved half way back to the best λ so far for stability (Wentges 1997). The search ends when the
/// bound and the value of the mixture meet, or after [#MAX_ROUNDS]; the bound holds in either case.
final class PriceSearch {

  static final int MAX_ROUNDS = 400;

  private static final double TOLERANCE = 1e-10;
  private static final double INWARD = 0.5;

  /// Far above the rounding errors of a bound, relative to the sum of its terms.
  private static final double ROUNDING = 0x1.0p-46;

  private final PlanProblem problem;
  private final int resources;

  PriceSearch(PlanProblem problem) {
    this.problem = problem;
    this.resources = problem.resources();
  }

  /// The prices found, and what they prove.
  ///
  /// @param prices prices of whole capacities, minor units
  /// @param bound upper bound on the gain of any plan, rounded up by more than its arithmetic can
  ///   err
  /// @param relaxed value of the best mixture of plans found, a lower bound of the linear
  ///   relaxation
  /// @param rounds number of price vectors tried
  @SuppressWarnings("ArrayRecordComponent")
  record Prices(double[] prices, double bound, double relaxed, int rounds) {}

  Prices search() {
    double[] best = new double[resources];
    RelaxedPlan answer = relax(best);
    double bound = answer.bound;
    double scale = bound;
    if (!(scale > 0) || answer.feasible()) {
      return new Prices(best, roundedUp(best, bound), bound, 1);
    }
    RestrictedMasterProblem master = new RestrictedMasterProblem(resources);
    master.add(answer.value / scale, answer.used);
    int rounds = 1;
    double relaxed = 0;
    while (rounds < MAX_ROUNDS) {
      double[] proposed = prices(master.solve(), scale);
      relaxed = master.value() * scale;
      if (bound - relaxed <= TOLERANCE * bound) {
        break;
      }
      double[] tried = interpolated(proposed, best);
      answer = relax(tried);
      rounds++;
      boolean cuts = answer.value - dot(proposed, answer.used) > relaxed - sum(proposed);
      master.add(answer.value / scale, answer.used);
      if (answer.bound < bound) {
        bound = answer.bound;
        best = tried;
      }
      if (!cuts && rounds < MAX_ROUNDS) {
        answer = relax(proposed);
        rounds++;
        master.add(answer.value / scale, answer.used);
        if (answer.bound < bound) {
          bound = answer.bound;
          best = proposed;
        }
        if (answer.bound - relaxed <= TOLERANCE * bound) {
          break;
        }
      }
    }
    return new Prices(best, roundedUp(best, bound), relaxed, rounds);
  }

  /// The best plan at some prices when capacities are ignored.
  ///
  /// @param used use of each resource, as shares of the capacity
  @SuppressWarnings("ArrayRecordComponent")
  private record RelaxedPlan(double bound, double value, double[] used) {

    boolean feasible() {
      for (double share : used) {
        if (share > 1) {
          return false;
        }
      }
      return true;
    }
  }

  private RelaxedPlan relax(double[] prices) {
    CompensatedSum bound = new CompensatedSum();
    for (double price : prices) {
      bound.add(price);
    }
    double value = 0;
    double[] used = new double[resources];
    for (int g = 0; g < problem.groups(); g++) {
      int chosen = -1;
      double most = 0;
      for (int o = problem.groupStart[g]; o < problem.groupStart[g + 1]; o++) {
        double reduced = problem.reducedGain(o, prices);
        if (reduced > most) {
          most = reduced;
          chosen = o;
        }
      }
      if (chosen >= 0) {
        bound.add(most);
        value += problem.gain[chosen];
        for (int k = 0; k < resources; k++) {
          used[k] += problem.usageShare[chosen * resources + k];
        }
      }
    }
    return new RelaxedPlan(bound.total(), value, used);
  }

  /// Raises the bound by more than rounding may have taken from it.
  private double roundedUp(double[] prices, double bound) {
    double magnitude = sum(prices);
    for (int g = 0; g < problem.groups(); g++) {
      double largest = 0;
      for (int o = problem.groupStart[g]; o < problem.groupStart[g + 1]; o++) {
        largest = Math.max(largest, 2 * problem.gain[o] - problem.reducedGain(o, prices));
      }
      magnitude += largest;
    }
    return bound + ROUNDING * magnitude;
  }

  private double[] prices(double[] dual, double scale) {
    double[] prices = new double[resources];
    for (int k = 0; k < resources; k++) {
      prices[k] = Math.max(0, dual[k]) * scale;
    }
    return prices;
  }

  private static double[] interpolated(double[] proposed, double[] best) {
    double[] middle = new double[best.length];
    for (int k = 0; k < best.length; k++) {
      middle[k] = INWARD * best[k] + (1 - INWARD) * proposed[k];
    }
    return middle;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int k = 0; k < left.length; k++) {
      sum += left[k] * right[k];
    }
    return sum;
  }

  private static double sum(double[] terms) {
    double sum = 0;
    for (double term : terms) {
      sum += term;
    }
    return sum;
  }
}
