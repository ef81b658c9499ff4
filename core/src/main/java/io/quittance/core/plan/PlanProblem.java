package io.quittance.core.plan;

import io.quittance.core.vocabulary.Channel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The planning problem in arrays: groups (debtors) of options, each option with a gain and its use
/// of each resource. Not to be changed once built.
///
/// Options that no best plan needs are left out: those without a gain, those that alone exceed a
/// capacity, and those that another option of the group dominates (at least the gain for at most
/// the resources; of equals the first is kept). Groups and options are ordered by their ids, so
/// that the same candidates in any order give the same problem.
final class PlanProblem {

  /// Names of the resources, agent minutes and budget first.
  final String[] names;

  /// Capacities in whole units: thousandths, or contacts.
  final long[] capacity;

  /// First option of each group, plus the number of options as a last element.
  final int[] groupStart;

  final double[] gain;

  /// Use of resource `k` by option `o`, in whole units, at `o * resources + k`.
  final long[] usage;

  /// The same as shares of the capacity.
  final double[] usageShare;

  final int candidates;
  private final List<PlannedContact> contacts;

  private PlanProblem(
      Resources resources, List<List<PlannedContact>> groups, int candidates, int options) {
    int width = resources.count();
    this.names = resources.names;
    this.capacity = resources.capacity;
    this.groupStart = new int[groups.size() + 1];
    this.gain = new double[options];
    this.usage = new long[options * width];
    this.usageShare = new double[options * width];
    this.candidates = candidates;
    this.contacts = new ArrayList<>(options);
    for (int g = 0; g < groups.size(); g++) {
      for (PlannedContact contact : groups.get(g)) {
        add(contact, resources.usage(contact.option()));
      }
      groupStart[g + 1] = contacts.size();
    }
  }

  private void add(PlannedContact contact, long[] amounts) {
    int option = contacts.size();
    contacts.add(contact);
    gain[option] = contact.option().gainMinor();
    for (int k = 0; k < amounts.length; k++) {
      usage[option * amounts.length + k] = amounts[k];
      usageShare[option * amounts.length + k] =
          amounts[k] == 0 ? 0 : (double) amounts[k] / capacity[k];
    }
  }

  int groups() {
    return groupStart.length - 1;
  }

  int resources() {
    return capacity.length;
  }

  /// Returns the gain of an option minus the price of what it uses.
  ///
  /// @param prices prices of whole capacities, minor units
  double reducedGain(int option, double[] prices) {
    double reduced = gain[option];
    for (int k = 0; k < prices.length; k++) {
      reduced -= prices[k] * usageShare[option * prices.length + k];
    }
    return reduced;
  }

  PlannedContact contact(int option) {
    return contacts.get(option);
  }

  /// Builds the problem.
  ///
  /// @throws IllegalArgumentException when an account appears twice
  static PlanProblem of(List<PlanCandidate> candidates, PlanCapacity capacity) {
    Resources resources = new Resources(capacity);
    Set<String> accounts = HashSet.newHashSet(candidates.size());
    Map<String, List<PlannedContact>> byPerson = new TreeMap<>();
    int withGain = 0;
    for (PlanCandidate candidate : candidates) {
      if (!accounts.add(candidate.accountId())) {
        throw new IllegalArgumentException("account " + candidate.accountId() + " appears twice");
      }
      List<PlannedContact> gaining =
          candidate.options().stream()
              .filter(option -> option.gainMinor() > 0)
              .map(
                  option ->
                      new PlannedContact(
                          candidate.accountId(),
                          candidate.debtorId(),
                          candidate.decisionId(),
                          option))
              .toList();
      if (!gaining.isEmpty()) {
        withGain++;
        byPerson.computeIfAbsent(person(candidate), _ -> new ArrayList<>(4)).addAll(gaining);
      }
    }
    List<List<PlannedContact>> groups = new ArrayList<>(byPerson.size());
    int options = 0;
    for (List<PlannedContact> group : byPerson.values()) {
      List<PlannedContact> kept = undominated(group, resources);
      if (!kept.isEmpty()) {
        groups.add(kept);
        options += kept.size();
      }
    }
    return new PlanProblem(resources, groups, withGain, options);
  }

  private static String person(PlanCandidate candidate) {
    return candidate.debtorId() == null
        ? "a/" + candidate.accountId()
        : "d/" + candidate.debtorId();
  }

  private static List<PlannedContact> undominated(List<PlannedContact> group, Resources resources) {
    List<PlannedContact> ordered =
        group.stream()
            .filter(contact -> resources.fits(contact.option()))
            .sorted(
                Comparator.comparingDouble((PlannedContact c) -> -c.option().gainMinor())
                    .thenComparing(PlannedContact::accountId)
                    .thenComparing(c -> c.option().action())
                    .thenComparing(c -> c.option().offer()))
            .toList();
    List<PlannedContact> kept = new ArrayList<>(ordered.size());
    List<long[]> amounts = new ArrayList<>(ordered.size());
    for (PlannedContact contact : ordered) {
      long[] own = resources.usage(contact.option());
      if (amounts.stream().noneMatch(other -> isAtMost(other, own))) {
        kept.add(contact);
        amounts.add(own);
      }
    }
    return kept;
  }

  private static boolean isAtMost(long[] left, long[] right) {
    for (int k = 0; k < left.length; k++) {
      if (left[k] > right[k]) {
        return false;
      }
    }
    return true;
  }

  /// The limited resources: agent minutes, budget, and the channels that have a limit.
  private static final class Resources {

    private final String[] names;
    private final long[] capacity;
    private final List<Channel> limited;

    Resources(PlanCapacity given) {
      limited = List.copyOf(given.channelLimits().keySet());
      names = new String[2 + limited.size()];
      capacity = new long[names.length];
      names[0] = "agent-minutes";
      capacity[0] = Thousandths.roundedDown(given.agentMinutes());
      names[1] = "budget-minor";
      capacity[1] = Thousandths.roundedDown(given.budgetMinor());
      for (int i = 0; i < limited.size(); i++) {
        Channel channel = limited.get(i);
        names[2 + i] = channel.name().toLowerCase(Locale.ROOT) + "-contacts";
        capacity[2 + i] = given.channelLimits().getOrDefault(channel, 0);
      }
    }

    int count() {
      return capacity.length;
    }

    long[] usage(PlanOption option) {
      long[] amounts = new long[capacity.length];
      amounts[0] = Thousandths.roundedUp(option.agentMinutes());
      amounts[1] = Thousandths.roundedUp(option.costMinor());
      option
          .action()
          .channel()
          .map(limited::indexOf)
          .filter(index -> index >= 0)
          .ifPresent(index -> amounts[2 + index] = 1);
      return amounts;
    }

    boolean fits(PlanOption option) {
      return isAtMost(usage(option), capacity);
    }
  }
}
