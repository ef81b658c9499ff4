package io.quittance.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quittance.core.limit.Limit;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The packs against the numbers that were written by hand from the law.
class LawNumbersTest {

  private static final List<PolicyPack> NEWEST =
      BuiltInPacks.DEFAULTS.stream().map(PolicyPack::builtIn).toList();

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (PolicyPack pack : NEWEST) {
      pack.rules().forEach(rule -> rules.put(LawNumbers.nameOf(pack, rule), rule));
    }
    return rules;
  }

  @Test
  void everyRuleWithANumberStandsInTheTableAndNoOther() {
    TreeSet<String> numbered = new TreeSet<>();
    rules()
        .forEach(
            (name, rule) -> {
              if (LawNumbers.hasNumbers(rule.limit())) {
                numbered.add(name);
              }
            });

    assertEquals(numbered, new TreeSet<>(LawNumbers.entries().keySet()));
  }

  @Test
  void thePacksSayWhatTheLawSays() {
    Map<String, String> packs = new TreeMap<>();
    Map<String, String> law = new TreeMap<>();
    LawNumbers.entries()
        .forEach(
            (name, entry) -> {
              Rule rule = Objects.requireNonNull(rules().get(name), name);
              packs.put(name, rule.from() + " " + rule.limit());
              law.put(name, entry.from() + " " + entry.limit());
            });

    assertEquals(law, packs);
  }

  @Test
  void theTableDoesNotTakeItsNumbersFromThePack() {
    PolicyPack more = TrialFaults.oneAttemptMore(PolicyPack.builtIn("us-reg-f"));

    assertNotEquals(limits(PolicyPack.builtIn("us-reg-f")), limits(more));
    assertEquals(
        limits(PolicyPack.builtIn("us-reg-f")), limits(LawNumbers.of(List.of(more)).getFirst()));
  }

  private static List<Limit> limits(PolicyPack pack) {
    return pack.rules().stream().map(Rule::limit).toList();
  }
}
