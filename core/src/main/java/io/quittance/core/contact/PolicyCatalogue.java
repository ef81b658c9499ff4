package io.quittance.core.contact;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.PolicyPackException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The packs that a service knows, and which of them binds for an account at an instant.
///
/// The base is that of the first base pack, in the order given, which covers the account's
/// jurisdiction and a version of which is in force on the UTC date; every overlay that covers it
/// and is in force is laid over it. An account that is not placed, or that nothing covers, gets
/// [Policy#none()]. Immutable in what it answers, and safe for any thread.
public final class PolicyCatalogue {

  /// Placements name at most this many jurisdictions that are remembered; more are worked out anew.
  private static final int REMEMBERED = 4_096;

  private final List<PolicyPack> packs;
  private final Instant[] boundaries;
  private final Map<String, Policy[]> policies = new ConcurrentHashMap<>();

  private PolicyCatalogue(List<PolicyPack> packs) {
    this.packs = List.copyOf(packs);
    TreeSet<Instant> instants = new TreeSet<>();
    for (PolicyPack pack : packs) {
      instants.add(Policy.midnight(pack.effectiveFrom()));
      if (pack.effectiveTo() != null) {
        instants.add(Policy.midnight(pack.effectiveTo()));
      }
    }
    this.boundaries = instants.toArray(Instant[]::new);
  }

  /// A book of these packs, the preferred first; versions of one pack in any order.
  ///
  /// @throws PolicyPackException when versions of one id overlap in time, name one version twice,
  ///   or are of different types
  public static PolicyCatalogue of(List<PolicyPack> packs) {
    Map<String, List<PolicyPack>> byId = new HashMap<>();
    packs.forEach(pack -> byId.computeIfAbsent(pack.id(), _ -> new ArrayList<>()).add(pack));
    byId.values().forEach(PolicyCatalogue::checkVersions);
    return new PolicyCatalogue(packs);
  }

  private static void checkVersions(List<PolicyPack> versions) {
    versions.sort(Comparator.comparing(PolicyPack::effectiveFrom));
    for (int i = 1; i < versions.size(); i++) {
      PolicyPack earlier = versions.get(i - 1);
      PolicyPack later = versions.get(i);
      LocalDate end = earlier.effectiveTo();
      if (end == null || later.effectiveFrom().isBefore(end)) {
        throw new PolicyPackException(
            0,
            "%s %s (%s) and %s (%s) are in force at once: end the earlier with effectiveTo: \"%s\""
                .formatted(
                    later.id(),
                    earlier.version(),
                    period(earlier),
                    later.version(),
                    period(later),
                    later.effectiveFrom()));
      }
      if (earlier.type() != later.type()) {
        throw new PolicyPackException(
            0, later.id() + " is a base pack in one version and an overlay in another");
      }
    }
    if (versions.stream().map(PolicyPack::version).distinct().count() != versions.size()) {
      throw new PolicyPackException(
          0, versions.getFirst().id() + " has two packs of the same version");
    }
  }

  private static String period(PolicyPack pack) {
    return "from "
        + pack.effectiveFrom()
        + (pack.effectiveTo() == null ? "" : " until " + pack.effectiveTo());
  }

  /// The packs, the preferred first.
  public List<PolicyPack> packs() {
    return packs;
  }

  /// What binds for an account at an instant, by the latest placement that is not later.
  public Policy at(DebtorContext context, Instant at) {
    String jurisdiction = jurisdiction(context.account(), at);
    return jurisdiction == null ? Policy.none() : at(jurisdiction, at);
  }

  private static @Nullable String jurisdiction(AccountState account, Instant at) {
    List<Fact> facts = account.facts();
    for (int i = facts.size() - 1; i >= 0; i--) {
      if (facts.get(i) instanceof Fact.Placement placement && !placement.time().isAfter(at)) {
        return placement.jurisdiction();
      }
    }
    return null;
  }

  /// What binds in a jurisdiction at an instant.
  ///
  /// @param jurisdiction ISO 3166 code such as `US-MA`
  public Policy at(String jurisdiction, Instant at) {
    Policy[] known = policies.get(jurisdiction);
    if (known == null) {
      known = new Policy[boundaries.length + 1];
      for (int i = 0; i < known.length; i++) {
        Policy policy = policy(jurisdiction, i);
        known[i] = i > 0 && known[i - 1].packs().equals(policy.packs()) ? known[i - 1] : policy;
      }
      if (policies.size() < REMEMBERED) {
        policies.put(jurisdiction, known);
      }
    }
    return known[period(at)];
  }

  /// Which period between two boundaries an instant lies in; a boundary belongs to what follows it.
  private int period(Instant at) {
    int period = 0;
    while (period < boundaries.length && !at.isBefore(boundaries[period])) {
      period++;
    }
    return period;
  }

  private Policy policy(String jurisdiction, int period) {
    Instant start = period == 0 ? Instant.MIN : boundaries[period - 1];
    Instant replacedAt = null;
    List<PolicyPack> here = chosen(jurisdiction, start);
    for (int i = period; i < boundaries.length && replacedAt == null; i++) {
      replacedAt = chosen(jurisdiction, boundaries[i]).equals(here) ? null : boundaries[i];
    }
    return here.isEmpty()
        ? Policy.noneUntil(replacedAt)
        : Policy.of(here.getFirst(), here.subList(1, here.size()), replacedAt);
  }

  /// The base, then the overlays; empty when no base covers the jurisdiction.
  private List<PolicyPack> chosen(String jurisdiction, Instant at) {
    List<PolicyPack> covering =
        packs.stream().filter(pack -> pack.covers(jurisdiction) && inForce(pack, at)).toList();
    Stream<PolicyPack> base =
        covering.stream().filter(pack -> pack.type() == PolicyPack.Type.BASE).limit(1);
    Stream<PolicyPack> overlays =
        covering.stream().filter(pack -> pack.type() == PolicyPack.Type.OVERLAY);
    List<PolicyPack> chosen = Stream.concat(base, overlays).toList();
    return chosen.isEmpty() || chosen.getFirst().type() != PolicyPack.Type.BASE
        ? List.of()
        : chosen;
  }

  private static boolean inForce(PolicyPack pack, Instant at) {
    LocalDate end = pack.effectiveTo();
    return !at.isBefore(Policy.midnight(pack.effectiveFrom()))
        && (end == null || at.isBefore(Policy.midnight(end)));
  }
}
