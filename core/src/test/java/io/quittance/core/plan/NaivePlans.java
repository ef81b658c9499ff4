package io.quittance.core.plan;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// What is usually done: the accounts in some order, each with the option that gains most of those
/// that still fit.
final class NaivePlans {

  private final RandomPlans problem;

  NaivePlans(RandomPlans problem) {
    this.problem = problem;
  }

  /// The work list as it comes.
  double asTheyCome() {
    return value(problem.candidates());
  }

  /// The largest gain first.
  double byGain() {
    return by(PlanOption::gainMinor);
  }

  /// The largest gain per agent minute first, what needs no agent before.
  double byGainPerMinute() {
    return by(option -> option.gainMinor() / option.agentMinutes());
  }

  private double by(ToDoubleFunction<PlanOption> key) {
    Comparator<PlanCandidate> descending =
        Comparator.comparingDouble(
            candidate ->
                -candidate.options().stream()
                    .filter(option -> option.gainMinor() > 0)
                    .max(Comparator.comparingDouble(PlanOption::gainMinor))
                    .map(key::applyAsDouble)
                    .orElse(0.0));
    return value(problem.candidates().stream().sorted(descending).toList());
  }

  private double value(List<PlanCandidate> ordered) {
    double minutes = problem.capacity().agentMinutes();
    double budget = problem.capacity().budgetMinor();
    Map<Channel, Integer> limits = new EnumMap<>(Channel.class);
    limits.putAll(problem.capacity().channelLimits());
    Set<String> contacted = new HashSet<>();
    double value = 0;
    for (PlanCandidate candidate : ordered) {
      String person = Objects.requireNonNullElse(candidate.debtorId(), candidate.accountId());
      if (contacted.contains(person)) {
        continue;
      }
      PlanOption best = null;
      for (PlanOption option : candidate.options()) {
        if (option.gainMinor() > (best == null ? 0 : best.gainMinor())
            && option.agentMinutes() <= minutes
            && option.costMinor() <= budget
            && limits.getOrDefault(channel(option.action()), Integer.MAX_VALUE) > 0) {
          best = option;
        }
      }
      if (best != null) {
        contacted.add(person);
        minutes -= best.agentMinutes();
        budget -= best.costMinor();
        limits.computeIfPresent(channel(best.action()), (_, left) -> left - 1);
        value += best.gainMinor();
      }
    }
    return value;
  }

  private static Channel channel(Action action) {
    return action.channel().orElseThrow();
  }
}
