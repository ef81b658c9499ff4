package io.quittance.core.contact;

import io.quittance.core.pack.BuiltInPacks;
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

  /// A version of a pack that comes along, as if it never ended, without some of its rules.
  static PolicyPack version(String id, String version, String... rules) {
    PolicyPack pack =
        BuiltInPacks.all().stream()
            .filter(one -> one.id().equals(id) && one.version().equals(version))
            .findFirst()
            .orElseThrow();
    return new PolicyPack(
        pack.sha256(),
        id,
        version,
        pack.title(),
        pack.jurisdictions(),
        pack.effectiveFrom(),
        null,
        pack.assumptions(),
        pack.economics(),
        pack.rules().stream().filter(rule -> !List.of(rules).contains(rule.id())).toList());
  }

  /// Returns a pack with other rules.
  static PolicyPack with(PolicyPack pack, List<Rule> rules) {
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
