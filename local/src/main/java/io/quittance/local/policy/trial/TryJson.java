package io.quittance.local.policy.trial;

import io.quittance.core.contact.Policy;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.text.WireNames;
import io.quittance.local.replay.BlockingRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the packs say of an account, for programs.
public final class TryJson {

  private TryJson() {}

  public static Map<String, Object> of(
      String account, List<Tried> answers, TrialPacks.Catalogue catalogue) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("account", account);
    if (!catalogue.trials().isEmpty()) {
      object.put(
          "trials",
          catalogue.trials().entrySet().stream()
              .map(
                  trial ->
                      Map.of(
                          "file", trial.getKey().toString(),
                          "id", trial.getValue().id(),
                          "version", trial.getValue().version(),
                          "sha256", trial.getValue().sha256()))
              .toList());
    }
    object.put("answers", answers.stream().map(tried -> answer(tried, catalogue)).toList());
    return object;
  }

  private static Map<String, Object> answer(Tried tried, TrialPacks.Catalogue catalogue) {
    Map<String, Object> windows = new LinkedHashMap<>();
    windows.put("no-contact", List.of());
    tried
        .windows()
        .forEach(
            (action, window) ->
                windows.put(
                    action.wireName(),
                    List.of(window.notBefore().toString(), window.notAfter().toString())));
    Map<String, Object> next = new LinkedHashMap<>();
    tried.next().forEach((action, instant) -> next.put(action.wireName(), instant.toString()));
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("at", tried.at().toString());
    table.put("policy", tried.policy().used());
    table.put("permitted", windows);
    table.put("blocked", tried.blocked().stream().map(b -> blocked(tried.policy(), b)).toList());
    table.put("next", next);
    if (!tried.reviews().isEmpty()) {
      table.put("reviews", tried.reviews().stream().map(r -> review(tried.policy(), r)).toList());
    }
    Map<String, String> silent = new LinkedHashMap<>();
    for (PolicyPack trial : catalogue.trials().values()) {
      String why = catalogue.silent(trial, tried.policy(), tried.jurisdictions());
      if (why != null) {
        silent.put(trial.id(), why);
      }
    }
    if (!silent.isEmpty()) {
      table.put("trialsWithoutSay", silent);
    }
    return table;
  }

  private static Map<String, Object> blocked(Policy policy, Blocked reason) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("action", reason.action().wireName());
    row.putAll(
        RuleRows.of(BlockingRule.of(policy, reason.pack(), reason.ruleId(), reason.citation())));
    if (reason.until() != null) {
      row.put("until", reason.until().toString());
    }
    row.put("text", reason.text());
    return row;
  }

  private static Map<String, Object> review(Policy policy, ReviewRuling ruling) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("kind", WireNames.of(ruling.kind()));
    row.put("barred", ruling.barred());
    String id = ruling.ruleId();
    if (id != null) {
      row.putAll(RuleRows.of(BlockingRule.of(policy, ruling.pack(), id, ruling.citation())));
      row.put("text", ruling.text());
    }
    return row;
  }
}
