package io.quittance.local.policy;

import io.quittance.local.replay.BlockingRule;
import java.util.LinkedHashMap;
import java.util.Map;

/// Rules that forbid something, as JSON objects.
final class RuleRows {

  private RuleRows() {}

  static Map<String, Object> of(BlockingRule rule) {
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
