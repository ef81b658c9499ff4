package io.quittance.core.contact;

import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import java.util.List;

/// Packs for tests.
final class Packs {

  private Packs() {}

  /// The newest version of a pack that comes along, without some of its rules, so that a test sees
  /// the others alone.
  static PolicyPack without(String id, String... rules) {
    PolicyPack pack = PolicyPack.builtIn(id);
    return with(
        pack, pack.rules().stream().filter(rule -> !List.of(rules).contains(rule.id())).toList());
  }

  private static PolicyPack with(PolicyPack pack, List<Rule> rules) {
    return new PolicyPack(
        pack.sha256(),
        pack.id(),
        pack.version(),
        pack.title(),
        pack.jurisdictions(),
        pack.effectiveFrom(),
        pack.effectiveTo(),
        pack.assumptions(),
        pack.economics(),
        rules);
  }
}
