package io.quittance.core.policy;

import io.quittance.core.event.DecisionMade.Overlay;
import io.quittance.core.event.DecisionMade.PolicyUsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What binds for an account on a day: a base pack and the packs laid over it. All rules of all of
/// them hold, so that the strictest wins; costs, offers and preferences are those of the base.
/// Without a base nothing is permitted. Immutable.
public final class Policy {

  private static final Policy NONE = new Policy(List.of());

  private final List<PolicyPack> packs;

  private Policy(List<PolicyPack> packs) {
    this.packs = packs;
  }

  /// No pack covers the account: nothing is permitted.
  public static Policy none() {
    return NONE;
  }

  /// A pack alone.
  public static Policy of(PolicyPack base) {
    return new Policy(List.of(base));
  }

  /// A pack with others laid over it.
  public static Policy of(PolicyPack base, List<PolicyPack> overlays) {
    List<PolicyPack> packs = new ArrayList<>();
    packs.add(base);
    packs.addAll(overlays);
    return new Policy(List.copyOf(packs));
  }

  /// The base first, then the overlays; empty when nothing covers the account.
  public List<PolicyPack> packs() {
    return packs;
  }

  /// The pack that costs and preferences come from.
  public Optional<PolicyPack> base() {
    return packs.stream().findFirst();
  }

  /// What is preferred among what is permitted: the base pack's; empty without a base.
  public Optional<Economics> economics() {
    return base()
        .map(
            pack ->
                new Economics(
                    pack.valueShare(),
                    pack.hardshipBurdenFactor(),
                    0,
                    pack.actions(),
                    pack.exploration(),
                    pack.ladder(),
                    Map.of(),
                    Holdout.NONE,
                    null,
                    Map.of(),
                    List.of()));
  }

  /// How a decision refers to this policy.
  public PolicyUsed used() {
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
}
