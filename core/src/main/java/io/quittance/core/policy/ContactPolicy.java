package io.quittance.core.policy;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.event.Action;
import io.quittance.core.event.DecisionMade.Blocked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Applies a pack to a debtor. A pure function: no clock, no default zone.
///
/// Status rules block outright. Rules of time move the window of an action; they block it when no
/// window can begin within the pack's horizon, and then say until when. What cannot be told is not
/// permitted.
public final class ContactPolicy {

  private ContactPolicy() {}

  /// What is permitted as of an instant.
  ///
  /// @param at the instant decided for: not before any fact that the decision should heed
  public static PolicyVerdict evaluate(Policy policy, DebtorContext context, Instant at) {
    PolicyPack pack = policy.base().orElseThrow();
    DebtorFacts facts = new DebtorFacts(context, at);
    TreeMap<Action, Optional<ContactWindow>> permitted = new TreeMap<>();
    permitted.put(Action.NO_CONTACT, Optional.empty());
    List<Blocked> blocked = new ArrayList<>();
    for (Action action : Action.values()) {
      if (action != Action.NO_CONTACT) {
        List<Blocked> reasons = new ArrayList<>();
        window(pack, facts, action, at, reasons)
            .ifPresent(window -> permitted.put(action, Optional.of(window)));
        blocked.addAll(reasons);
      }
    }
    Integer daysPastDue = context.account().view(at).daysPastDue();
    boolean hardship = context.all().stream().anyMatch(state -> state.view(at).inHardship());
    return new PolicyVerdict(permitted, blocked, daysPastDue == null ? 0 : daysPastDue, hardship);
  }

  private static Optional<ContactWindow> window(
      PolicyPack pack, DebtorFacts facts, Action action, Instant at, List<Blocked> reasons) {
    if (!pack.inForce(at)) {
      reasons.add(new Blocked(action, "PACK", pack.id(), null, "The policy pack is not in force."));
      return Optional.empty();
    }
    Map<Rule, TimeRule> times = new LinkedHashMap<>();
    for (Rule rule : pack.rules()) {
      if (rule.actions().contains(action) && rule.applies(at, facts.actor())) {
        TimeRule.of(rule.limit(), facts).ifPresent(time -> times.put(rule, time));
        if (StatusRule.blocks(rule.limit(), action, facts)) {
          reasons.add(because(action, new WindowSearch.Release(rule, null)));
        }
      }
    }
    return switch (new WindowSearch(
            times, pack.requireEconomics().horizon(), pack.requireEconomics().minimumWindow())
        .search(at)) {
      case WindowSearch.Result.Found found ->
          reasons.isEmpty() ? Optional.of(found.window()) : Optional.empty();
      case WindowSearch.Result.Blocked blocked -> {
        blocked.by().forEach(release -> reasons.add(because(action, release)));
        yield Optional.empty();
      }
    };
  }

  private static Blocked because(Action action, WindowSearch.Release release) {
    Rule rule = release.rule();
    return new Blocked(action, rule.id(), rule.citation(), release.until(), rule.text());
  }
}
