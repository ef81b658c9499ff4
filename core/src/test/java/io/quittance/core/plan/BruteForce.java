package io.quittance.core.plan;

import io.quittance.core.vocabulary.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every plan there is, tried.
final class BruteForce {

  private static final double ROUNDING = 1e-9;

  private BruteForce() {}

  /// @param taken minutes, money, then one for each channel in the order of [Channel]
  @SuppressWarnings("ArrayRecordComponent")
  record Choice(String person, double gain, double[] taken) {}

  static double[] capacity(PlanCapacity capacity) {
    double[] all = new double[2 + Channel.values().length];
    all[0] = capacity.agentMinutes();
    all[1] = capacity.budgetMinor();
    for (Channel channel : Channel.values()) {
      Integer limit = capacity.channelLimits().get(channel);
      all[2 + channel.ordinal()] = limit == null ? 1e9 : limit;
    }
    return all;
  }

  /// The options that gain and could be taken alone.
  static List<Choice> options(RandomPlans problem) {
    double[] capacity = capacity(problem.capacity());
    List<Choice> options = new ArrayList<>();
    for (PlanCandidate candidate : problem.candidates()) {
      String debtor = candidate.debtorId();
      for (PlanOption option : candidate.options()) {
        double[] taken = new double[capacity.length];
        taken[0] = option.agentMinutes();
        taken[1] = option.costMinor();
        taken[2 + option.action().channel().orElseThrow().ordinal()] = 1;
        if (option.gainMinor() > 0 && fits(taken, capacity)) {
          options.add(
              new Choice(
                  debtor == null ? candidate.accountId() : debtor, option.gainMinor(), taken));
        }
      }
    }
    return options;
  }

  static double best(RandomPlans problem) {
    Map<String, List<Choice>> persons = new LinkedHashMap<>();
    for (Choice option : options(problem)) {
      persons.computeIfAbsent(option.person(), _ -> new ArrayList<>()).add(option);
    }
    return best(List.copyOf(persons.values()), 0, capacity(problem.capacity()));
  }

  private static double best(List<List<Choice>> persons, int person, double[] left) {
    if (person == persons.size()) {
      return 0;
    }
    double best = best(persons, person + 1, left);
    for (Choice choice : persons.get(person)) {
      if (fits(choice.taken(), left)) {
        double[] rest = left.clone();
        for (int k = 0; k < rest.length; k++) {
          rest[k] -= choice.taken()[k];
        }
        best = Math.max(best, choice.gain() + best(persons, person + 1, rest));
      }
    }
    return best;
  }

  private static boolean fits(double[] taken, double[] left) {
    for (int k = 0; k < left.length; k++) {
      if (taken[k] > left[k] + ROUNDING) {
        return false;
      }
    }
    return true;
  }
}
