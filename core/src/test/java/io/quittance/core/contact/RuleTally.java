package io.quittance.core.contact;

import io.quittance.core.limit.CountingRule;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How often each rule was met in which state, so that a run without violations is known to have
/// looked. Not safe for several threads; each has one of its own.
final class RuleTally {

  /// Of one rule.
  ///
  /// @param blocked times it forbade at the instant asked
  /// @param free times it bound and did not
  /// @param opened times it forbade a millisecond before an instant judged and not at it
  /// @param closed times it did not forbid a millisecond before an instant judged, and did at it
  record Counts(long blocked, long free, long opened, long closed) {
    Counts plus(Counts other) {
      return new Counts(
          blocked + other.blocked, free + other.free, opened + other.opened, closed + other.closed);
    }
  }

  private static final class Counting {
    long blocked;
    long free;
    long opened;
    long closed;
  }

  private final Map<String, Counting> byRule = new HashMap<>();
  private final IdentityHashMap<PolicyPack, IdentityHashMap<Rule, Counting>> direct =
      new IdentityHashMap<>();
  private final IdentityHashMap<Rule, PolicyPack> without = new IdentityHashMap<>();

  void judged(String id, boolean blocks) {
    count(byRule.computeIfAbsent(id, _ -> new Counting()), blocks);
  }

  void judged(PolicyPack pack, Rule rule, boolean blocks) {
    count(of(pack, rule), blocks);
  }

  private static void count(Counting counting, boolean blocks) {
    if (blocks) {
      counting.blocked++;
    } else {
      counting.free++;
    }
  }

  private Counting of(PolicyPack pack, Rule rule) {
    return direct
        .computeIfAbsent(pack, _ -> new IdentityHashMap<>())
        .computeIfAbsent(
            rule, _ -> byRule.computeIfAbsent(pack.id() + " " + rule.id(), _ -> new Counting()));
  }

  /// Judged at an instant, and a millisecond to either side.
  void edges(
      LawOracle oracle, List<PolicyPack> packs, Action action, @Nullable Place place, Instant at) {
    LawOracle.Moment before = oracle.moment(at.minusMillis(1));
    LawOracle.Moment now = oracle.moment(at);
    LawOracle.Moment after = oracle.moment(at.plusMillis(1));
    for (PolicyPack pack : packs) {
      for (Rule rule : pack.rules()) {
        if (oracle.speaksOf(rule, action) && oracle.binds(rule, at)) {
          boolean forbids = oracle.forbids(pack, rule, action, place, now);
          judged(pack, rule, forbids);
          edge(pack, rule, oracle.forbids(pack, rule, action, place, before), forbids);
          edge(pack, rule, forbids, oracle.forbids(pack, rule, action, place, after));
        }
      }
    }
  }

  /// A window whose ends are compared to the millisecond.
  void window(
      LawOracle oracle,
      List<PolicyPack> packs,
      Action action,
      Place place,
      Instant from,
      Instant to,
      Instant at) {
    if (from.isAfter(at)) {
      edge(oracle, packs, action, place, from);
    }
    edge(oracle, packs, action, place, to);
  }

  private void edge(
      LawOracle oracle, List<PolicyPack> packs, Action action, Place place, Instant at) {
    LawOracle.Moment before = oracle.moment(at.minusMillis(1));
    LawOracle.Moment now = oracle.moment(at);
    for (PolicyPack pack : packs) {
      for (Rule rule : pack.rules()) {
        if (oracle.speaksOf(rule, action)) {
          edge(
              pack,
              rule,
              oracle.forbids(pack, rule, action, place, before),
              oracle.forbids(pack, rule, action, place, now));
        }
      }
    }
  }

  private void edge(PolicyPack pack, Rule rule, boolean before, boolean now) {
    if (before && !now) {
      of(pack, rule).opened++;
    } else if (!before && now) {
      of(pack, rule).closed++;
    }
  }

  /// A rule about what is counted is met when the answer would be another without it.
  void modifiers(
      LawOracle oracle, List<PolicyPack> packs, Action action, @Nullable Place place, Instant at) {
    for (int i = 0; i < packs.size(); i++) {
      for (Rule rule : packs.get(i).rules()) {
        if ((rule.limit() instanceof CountingRule.NotCounted
                || rule.limit() instanceof CountingRule.CountingScope)
            && oracle.binds(rule, at)) {
          List<PolicyPack> others = new ArrayList<>(packs);
          others.set(i, without(packs.get(i), rule));
          judged(
              packs.get(i),
              rule,
              !oracle
                  .forbidding(packs, action, place, at)
                  .equals(oracle.forbidding(others, action, place, at)));
        }
      }
    }
  }

  private PolicyPack without(PolicyPack pack, Rule left) {
    return without.computeIfAbsent(left, _ -> TrialFaults.without(pack, pack, left));
  }

  /// By pack and rule, such as `us-reg-f HC03`.
  SortedMap<String, Counts> counts() {
    TreeMap<String, Counts> counts = new TreeMap<>();
    byRule.forEach(
        (id, one) -> counts.put(id, new Counts(one.blocked, one.free, one.opened, one.closed)));
    return counts;
  }
}
