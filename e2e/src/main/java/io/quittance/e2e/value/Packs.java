package io.quittance.e2e.value;

import io.quittance.core.policy.BuiltInPacks;
import io.quittance.core.policy.Economics;
import io.quittance.core.policy.PolicyBook;
import io.quittance.core.policy.PolicyPack;
import java.util.List;

/// The packs of the United States, as they come with Quittance and without their experiments.
///
/// @param greedy without exploration and without a held-out group
record Packs(PolicyBook book, PolicyBook greedy) {

  static Packs read() {
    List<PolicyPack> packs =
        BuiltInPacks.all().stream().filter(pack -> pack.covers("US-MA") && isOfUs(pack)).toList();
    return new Packs(
        PolicyBook.of(packs), PolicyBook.of(packs.stream().map(Packs::greedy).toList()));
  }

  private static boolean isOfUs(PolicyPack pack) {
    return pack.id().startsWith("us-");
  }

  private static PolicyPack greedy(PolicyPack pack) {
    Economics economics = pack.economics();
    return new PolicyPack(
        pack.sha256(),
        pack.id(),
        pack.version(),
        pack.title(),
        pack.jurisdictions(),
        pack.effectiveFrom(),
        pack.effectiveTo(),
        pack.assumptions(),
        economics == null ? null : greedy(economics),
        pack.rules());
  }

  private static Economics greedy(Economics economics) {
    return new Economics(
        economics.horizon(),
        economics.minimumWindow(),
        economics.valueShare(),
        economics.hardshipBurdenFactor(),
        economics.minimumGainMinor(),
        economics.actions(),
        economics.offers(),
        new Economics.Exploration(economics.exploration().salt(), 0, 0),
        new Economics.Holdout(economics.holdout().salt(), 0),
        economics.selfCure(),
        economics.routes(),
        economics.proposals(),
        economics.ladder());
  }
}
