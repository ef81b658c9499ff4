package io.quittance.local.replay;

import io.quittance.core.contact.Policy;
import io.quittance.core.pack.Rule;
import org.jspecify.annotations.Nullable;

/// A rule that forbids something.
///
/// @param pack the id of the pack that holds it; null when no pack does
/// @param ours whether no law demands it: Quittance, or the operator, does
/// @param reason why it is ours, or in what it is stricter than the law it cites; null where it
///   says what the law says
public record BlockingRule(
    @Nullable String pack, String ruleId, String citation, boolean ours, @Nullable String reason) {

  /// Returns a rule of a policy as its verdicts name it.
  public static BlockingRule of(
      Policy policy, @Nullable String pack, String ruleId, @Nullable String citation) {
    Rule rule =
        policy.packs().stream()
            .filter(one -> one.id().equals(pack))
            .flatMap(one -> one.rules().stream())
            .filter(one -> one.id().equals(ruleId))
            .findFirst()
            .orElse(null);
    return new BlockingRule(
        pack,
        ruleId,
        citation == null ? "" : citation,
        rule != null && rule.ours(),
        rule == null ? null : rule.reason());
  }

  /// Returns the id of the rule with that of its pack, such as `us-reg-f/HC03`.
  public String qualified() {
    return pack == null ? ruleId : pack + "/" + ruleId;
  }

  /// Returns whether the rule says in what it is stricter than the law.
  public boolean declared() {
    return reason != null;
  }
}
