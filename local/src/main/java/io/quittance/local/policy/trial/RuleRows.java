package io.quittance.local.policy.trial;

import io.quittance.local.replay.BlockingRule;
import java.util.LinkedHashMap;
import java.util.Map;

/// Rules that forbid something, as JSON objects.
public final class RuleRows {

  private RuleRows() {}

  public static Map<String, Object> of(BlockingRule rule) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ruleId", rule.ruleId());
    row.put("qualifiedRule", rule.qualified());
    row.put("citation", rule.citation());
    row.put("ours", rule.ours());
    if (rule.reason() != null) {
      row.put("reason", rule.reason());
    }
    return row;
  }
}
