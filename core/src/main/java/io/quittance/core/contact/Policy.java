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

/// The packs that bind for an account at a time: a base pack and its overlays. All rules of all of
/// them apply, so the strictest wins; costs, offers and preferences come from the base. Without a
/// base nothing is permitted. Immutable. A [PolicyCatalogue] returns the same object as long as
/// nothing changes, so results derived from it may be cached.
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

  /// Returns the policy of an account that no pack covers: nothing is permitted.
  public static Policy none() {
    return NONE;
  }

  /// Returns the policy of a base pack alone.
  ///
  /// @throws IllegalArgumentException when the pack is an overlay
  public static Policy of(PolicyPack base) {
    return of(base, List.of());
  }

  /// Returns the policy of a base pack and overlays.
  ///
  /// @throws IllegalArgumentException when `base` is not a base pack, or one of the others is not
  ///   an overlay
  public static Policy of(PolicyPack base, List<PolicyPack> overlays) {
    return of(base, overlays, null);
  }

  /// Returns the policy of a base pack and overlays that other packs replace at an instant.
  ///
  /// @param changesAt when other packs take over; null when no replacement is known
  /// @throws IllegalArgumentException when `base` is not a base pack, or one of the others is not
  ///   an overlay
  public static Policy of(PolicyPack base, List<PolicyPack> overlays, @Nullable Instant changesAt) {
    if (base.type() != PolicyPack.Type.BASE
        || overlays.stream().anyMatch(pack -> pack.type() != PolicyPack.Type.OVERLAY)) {
      throw new IllegalArgumentException("a policy must be a base pack and overlays");
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

  /// Returns the policy of an account that no pack covers until an instant.
  static Policy noneUntil(@Nullable Instant changesAt) {
    return changesAt == null ? NONE : new Policy(List.of(), changesAt, UTC);
  }

  /// Returns the base pack first, then the overlays by id; empty when nothing covers the account.
  public List<PolicyPack> packs() {
    return packs;
  }

  /// Returns whether no pack covers the account, so that nothing is permitted.
  public boolean isNone() {
    return packs.isEmpty();
  }

  /// Returns the base pack; empty when nothing covers the account.
  public Optional<PolicyPack> base() {
    return packs.stream().findFirst();
  }

  /// Returns costs, offers and preferences of the base pack; empty when nothing covers the account.
  public Optional<Economics> economics() {
    return base().map(PolicyPack::economics);
  }

  /// Returns when other packs take over; null when no replacement is known.
  public @Nullable Instant changesAt() {
    return changesAt;
  }

  /// Returns the first later instant at which the law may change: a rule or pack begins or ends, or
  /// other packs take over. It is always a local midnight of the debtor. Null when no change is
  /// known.
  @Nullable Instant changesAfter(Instant at) {
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

  /// Returns the form in which a decision records this policy.
  public PolicyUsed used() {
    return used;
  }

  /// Returns the rules, indexed for [ContactPolicy].
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
