package io.quittance.core.contact;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.debtor.Residence;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.PolicyPackException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The packs that a service knows. Finds those that bind for an account at an instant.
///
/// The base is the version in force of the first base pack, in the given order, that covers the
/// account's jurisdiction. Every overlay that covers the jurisdiction and is in force is added.
/// Where the debtor may live in several jurisdictions, the packs of all of them apply. A pack is in
/// force from the first local midnight of its first day, in any of the debtor's zones, to the last
/// one of the day on which it no longer applies. An account that is not placed, or that no base
/// pack covers, gets [Policy#none()]. Immutable apart from a cache; safe for concurrent use.
public final class PolicyCatalogue {

  /// Number of jurisdictions whose policies are cached. Policies of further ones are computed on
  /// each call.
  private static final int MAX_CACHED = 4_096;

  /// What the packs amount to for one residence.
  private record Timetable(Instant[] boundaries, Policy[] policies) {}

  private final List<PolicyPack> packs;
  private final Map<Residence, Timetable> timetables = new ConcurrentHashMap<>();

  private PolicyCatalogue(List<PolicyPack> packs) {
    this.packs = List.copyOf(packs);
  }

  /// Returns a catalogue of packs.
  ///
  /// @param packs base packs and overlays, preferred first; the versions of one pack in any order
  /// @throws PolicyPackException when two versions of a pack overlap in time, have the same version
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
          0, versions.getFirst().id() + " has two packs with the same version");
    }
  }

  private static String period(PolicyPack pack) {
    return "from "
        + pack.effectiveFrom()
        + (pack.effectiveTo() == null ? "" : " until " + pack.effectiveTo());
  }

  /// Returns the packs, preferred first.
  public List<PolicyPack> packs() {
    return packs;
  }

  /// Returns the policy of an account at an instant: the packs of every place where the debtor may
  /// live. Where not all is known that is stored about the debtor, it is [Policy#none()].
  public Policy at(DebtorContext context, Instant at) {
    List<String> own = context.isWhollyKnown() ? placedIn(context.account(), at) : List.of();
    return own.isEmpty() ? Policy.none() : at(own, Residence.of(context, at), at);
  }

  /// The jurisdictions of the latest placement that is not later; empty when there is none.
  private static List<String> placedIn(AccountState account, Instant at) {
    List<Fact> facts = account.facts();
    for (int i = facts.size() - 1; i >= 0; i--) {
      if (facts.get(i) instanceof Fact.Placement placement && !placement.time().isAfter(at)) {
        return List.of(placement.jurisdiction());
      }
    }
    return List.of();
  }

  /// Returns the policy of a jurisdiction at an instant, with days that begin at midnight UTC.
  ///
  /// @param jurisdiction ISO 3166 code such as `US-MA`
  public Policy at(String jurisdiction, Instant at) {
    List<String> one = List.of(jurisdiction);
    return at(one, new Residence(one, List.of(ZoneOffset.UTC)), at);
  }

  /// @param own where the account was placed: its base decides on costs and offers
  private Policy at(List<String> own, Residence residence, Instant at) {
    Residence key = residence;
    if (!own.equals(residence.jurisdictions())) {
      List<String> ordered = new ArrayList<>(own);
      residence.jurisdictions().stream().filter(one -> !own.contains(one)).forEach(ordered::add);
      key = new Residence(ordered, residence.zones());
    }
    Timetable known = timetables.get(key);
    if (known == null) {
      known = timetable(key);
      if (timetables.size() < MAX_CACHED) {
        timetables.put(key, known);
      }
    }
    return known.policies()[period(known.boundaries(), at)];
  }

  private Timetable timetable(Residence residence) {
    LawDays days = new LawDays(residence.zones());
    TreeSet<Instant> instants = new TreeSet<>();
    for (PolicyPack pack : packs) {
      instants.add(days.start(pack.effectiveFrom()));
      instants.add(days.end(pack.effectiveTo()));
    }
    instants.remove(Instant.MAX);
    Instant[] boundaries = instants.toArray(Instant[]::new);
    Policy[] policies = new Policy[boundaries.length + 1];
    for (int i = 0; i < policies.length; i++) {
      Policy policy = policy(residence.jurisdictions(), days, boundaries, i);
      policies[i] =
          i > 0 && policies[i - 1].packs().equals(policy.packs()) ? policies[i - 1] : policy;
    }
    return new Timetable(boundaries, policies);
  }

  /// Returns the index of the period between two boundaries that contains an instant. A boundary
  /// belongs to the period that begins there.
  private static int period(Instant[] boundaries, Instant at) {
    int period = 0;
    while (period < boundaries.length && !at.isBefore(boundaries[period])) {
      period++;
    }
    return period;
  }

  private Policy policy(
      List<String> jurisdictions, LawDays days, Instant[] boundaries, int period) {
    Instant start = period == 0 ? Instant.MIN : boundaries[period - 1];
    Instant replacedAt = null;
    List<PolicyPack> here = chosen(jurisdictions, days, start);
    for (int i = period; i < boundaries.length && replacedAt == null; i++) {
      replacedAt = chosen(jurisdictions, days, boundaries[i]).equals(here) ? null : boundaries[i];
    }
    return Policy.of(here, replacedAt, days);
  }

  /// Returns the base pack of the first jurisdiction, then the other packs by id; empty when one of
  /// the jurisdictions has no base pack.
  private List<PolicyPack> chosen(List<String> jurisdictions, LawDays days, Instant at) {
    List<PolicyPack> inForce =
        packs.stream()
            .filter(pack -> days.holds(pack.effectiveFrom(), pack.effectiveTo(), at))
            .toList();
    Set<PolicyPack> chosen = new LinkedHashSet<>();
    for (String jurisdiction : jurisdictions) {
      List<PolicyPack> bases = bases(inForce, jurisdiction);
      if (bases.isEmpty()) {
        return List.of();
      }
      chosen.addAll(bases);
    }
    PolicyPack base = chosen.iterator().next();
    Stream<PolicyPack> overlays =
        inForce.stream()
            .filter(pack -> pack.type() == PolicyPack.Type.OVERLAY)
            .filter(pack -> jurisdictions.stream().anyMatch(pack::covers));
    return Stream.concat(
            Stream.of(base),
            Stream.concat(chosen.stream().skip(1), overlays)
                .sorted(Comparator.comparing(PolicyPack::id)))
        .toList();
  }

  /// The versions in force of the first base pack that covers a jurisdiction: two where one takes
  /// over from another and it is not the same day everywhere, the newer first.
  private static List<PolicyPack> bases(List<PolicyPack> inForce, String jurisdiction) {
    List<PolicyPack> covering =
        inForce.stream()
            .filter(pack -> pack.type() == PolicyPack.Type.BASE && pack.covers(jurisdiction))
            .toList();
    return covering.stream()
        .filter(pack -> pack.id().equals(covering.getFirst().id()))
        .sorted(Comparator.comparing(PolicyPack::effectiveFrom).reversed())
        .toList();
  }
}
