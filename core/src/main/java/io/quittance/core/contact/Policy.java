package io.quittance.core.contact;

import io.quittance.core.event.DecisionMade.Overlay;
import io.quittance.core.event.DecisionMade.PolicyUsed;
import io.quittance.core.pack.Economics;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What binds for an account on a day: a base pack and the packs laid over it. All rules of all of
/// them hold, so that the strictest wins; costs, offers and preferences are those of the base.
/// Without a base nothing is permitted. Immutable; a [PolicyCatalogue] gives the same object for as
/// long as nothing changes, so what is derived from it may be kept.
public final class Policy {

  private static final LawDays UTC = new LawDays(List.of(ZoneOffset.UTC));
  private static final Policy NONE = new Policy(List.of(), null, UTC);

  private final List<PolicyPack> packs;
  private final @Nullable Instant changesAt;
  private final PolicyUsed used;
  private final Instant[] boundaries;
  private final RuleTable table;
  private final Map<Rule, String> packOfRule = new IdentityHashMap<>();

  private Policy(List<PolicyPack> packs, @Nullable Instant changesAt, LawDays days) {
    this.packs = packs;
    this.changesAt = changesAt;
    this.used = used(packs);
    this.boundaries = boundaries(packs, changesAt, days);
    this.table = new RuleTable(packs, changesAt, days);
    packs.forEach(pack -> pack.rules().forEach(rule -> packOfRule.put(rule, pack.id())));
  }

  /// No pack covers the account: nothing is permitted.
  public static Policy none() {
    return NONE;
  }

  /// A pack alone.
  ///
  /// @throws IllegalArgumentException for an overlay
  public static Policy of(PolicyPack base) {
    return of(base, List.of());
  }

  /// A pack with others laid over it.
  ///
  /// @throws IllegalArgumentException when `base` is no base pack or one of the others is no
  ///   overlay
  public static Policy of(PolicyPack base, List<PolicyPack> overlays) {
    return of(base, overlays, null);
  }

  /// A pack with others laid over it, which something else replaces at an instant.
  ///
  /// @param changesAt null when nothing is known to replace it
  public static Policy of(PolicyPack base, List<PolicyPack> overlays, @Nullable Instant changesAt) {
    if (base.type() != PolicyPack.Type.BASE
        || overlays.stream().anyMatch(pack -> pack.type() != PolicyPack.Type.OVERLAY)) {
      throw new IllegalArgumentException("a policy is a base pack and overlays");
    }
    List<PolicyPack> packs = new ArrayList<>();
    packs.add(base);
    overlays.stream().sorted(Comparator.comparing(PolicyPack::id)).forEach(packs::add);
    return new Policy(List.copyOf(packs), changesAt, UTC);
  }

  /// Packs that hold together for a debtor, of whom the first is the base; the others may be base
  /// packs of other places where the debtor may live. None when nothing covers the account.
  static Policy of(List<PolicyPack> packs, @Nullable Instant changesAt, LawDays days) {
    return packs.isEmpty() ? noneUntil(changesAt) : new Policy(List.copyOf(packs), changesAt, days);
  }

  /// No pack covers the account until an instant.
  static Policy noneUntil(@Nullable Instant changesAt) {
    return changesAt == null ? NONE : new Policy(List.of(), changesAt, UTC);
  }

  /// The base first, then the overlays by id; empty when nothing covers the account.
  public List<PolicyPack> packs() {
    return packs;
  }

  /// Whether no pack covers the account, so that nothing is permitted.
  public boolean isNone() {
    return packs.isEmpty();
  }

  /// The pack that costs and preferences come from.
  public Optional<PolicyPack> base() {
    return packs.stream().findFirst();
  }

  /// Costs, offers and preferences of the base; empty when nothing covers the account.
  public Optional<Economics> economics() {
    return base().map(PolicyPack::economics);
  }

  /// When other packs take over; null when none is known to.
  public @Nullable Instant changesAt() {
    return changesAt;
  }

  /// The first instant after another at which the law may change: a rule or a pack begins or ends,
  /// or another pack takes over; always a local midnight of the debtor. Null when none is known.
  public @Nullable Instant changesAfter(Instant at) {
    for (Instant boundary : boundaries) {
      if (boundary.isAfter(at)) {
        return boundary;
      }
    }
    return null;
  }

  /// Returns the id of the pack that holds a rule; null when none does.
  @Nullable String packOf(Rule rule) {
    return packOfRule.get(rule);
  }

  /// How a decision refers to this policy.
  public PolicyUsed used() {
    return used;
  }

  /// The rules, prepared for [ContactPolicy].
  RuleTable table() {
    return table;
  }

  private static PolicyUsed used(List<PolicyPack> packs) {
    if (packs.isEmpty()) {
      return new PolicyUsed("none", "0", "0".repeat(64), List.of());
    }
    PolicyPack base = packs.getFirst();
    List<Overlay> overlays =
        packs.stream()
            .skip(1)
            .map(pack -> new Overlay(pack.id(), pack.version(), pack.sha256()))
            .toList();
    return new PolicyUsed(base.id(), base.version(), base.sha256(), overlays);
  }

  private static Instant[] boundaries(
      List<PolicyPack> packs, @Nullable Instant changesAt, LawDays days) {
    TreeSet<Instant> boundaries = new TreeSet<>();
    if (changesAt != null) {
      boundaries.add(changesAt);
    }
    for (PolicyPack pack : packs) {
      boundaries.add(days.start(pack.effectiveFrom()));
      boundaries.add(days.end(pack.effectiveTo()));
      for (Rule rule : pack.rules()) {
        boundaries.add(days.start(rule.from()));
        boundaries.add(days.end(rule.to()));
      }
    }
    boundaries.remove(Instant.MAX);
    return boundaries.toArray(Instant[]::new);
  }
}
