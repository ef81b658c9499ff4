package io.quittance.local.policy;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.pack.PolicyPackException;
import io.quittance.local.option.JsonOption;
import io.quittance.local.policy.trial.PackVariant;
import io.quittance.local.replay.DecisionReplay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Says what another pack would change.
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Makes stored decisions again under two packs, from the events that came before each, and",
      "shows what would change. Nothing is written, and no service is asked. A pack is an id (all",
      "versions on their days), ID@VERSION, a file, or none; a single version counts as always in",
      "force."
    })
final class PolicyDiff implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "OLD", description = "such as us-reg-f")
  private String old = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "such as acme-us.yaml")
  private String next = "";

  @Mixin private ReplaySource source = new ReplaySource();

  @Mixin private final JsonOption json = new JsonOption();

  private final Map<String, Integer> byPair = new TreeMap<>();
  private final Map<String, Integer> byRule = new TreeMap<>();
  private final List<Map<String, Object>> changes = new ArrayList<>();
  private int all;
  private int changed;
  private int rest;
  private int otherThanStored;
  private int unknown;
  private long unreadable;

  @Override
  public Integer call() throws IOException {
    PackVariant from = PackVariant.of(old);
    PackVariant to = PackVariant.of(next);
    if (!to.mayReplace(from)) {
      throw new PolicyPackException(
          0,
          "%s and %s are a base pack and an overlay, and neither takes the place of the other: use none to add or to leave out a pack"
              .formatted(old, next));
    }
    PolicyCatalogue before = from.in(from.id());
    PolicyCatalogue after = to.in(from.id());
    unreadable =
        source.read(
            (stored, history) -> {
              if (history.accounts().contains(stored.accountId())) {
                count(DecisionReplay.of(stored, history, before, after));
              } else {
                unknown++;
              }
            });
    if (json.asked()) {
      printJson();
    } else {
      print();
    }
    return 0;
  }

  private void count(DecisionReplay replay) {
    all++;
    otherThanStored += replay.agreesWithStored() ? 0 : 1;
    rest += replay.changesRest() ? 1 : 0;
    if (!replay.changesAction()) {
      return;
    }
    changed++;
    String was = replay.before().choice().action().wireName();
    String becomes = replay.after().choice().action().wireName();
    List<DecisionReplay.Difference> rules = replay.differences();
    byPair.merge(was + " -> " + becomes, 1, Integer::sum);
    rules.stream()
        .map(rule -> (rule.added() ? "+" : "-") + rule.rule())
        .distinct()
        .forEach(rule -> byRule.merge(rule, 1, Integer::sum));
    if (json.asked()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("decisionId", replay.stored().decisionId().toString());
      row.put("accountId", replay.stored().accountId());
      row.put("decidedAt", replay.stored().decidedAt().toString());
      row.put("stored", replay.stored().recommended().action().wireName());
      row.put("old", was);
      row.put("new", becomes);
      row.put("rules", rules.stream().map(PolicyDiff::row).toList());
      changes.add(row);
    } else {
      System.out.printf(
          "%s %s %s: %s -> %s  %s%n",
          replay.stored().decidedAt(),
          replay.stored().accountId(),
          replay.stored().decisionId(),
          was,
          becomes,
          rules.isEmpty()
              ? "costs or preferences"
              : rules.stream().map(Object::toString).collect(Collectors.joining(" ")));
    }
  }

  private static Map<String, Object> row(DecisionReplay.Difference rule) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("qualifiedRule", rule.rule());
    row.put("action", rule.action().wireName());
    row.put("blocksUnder", rule.added() ? "new" : "old");
    return row;
  }

  private void print() {
    System.out.printf(
        "%d decisions: %d would recommend another action, %d the same in another window or with"
            + " another offer%n",
        all, changed, rest);
    byPair.forEach((pair, count) -> System.out.printf("  %6d  %s%n", count, pair));
    if (!byRule.isEmpty()) {
      System.out.println(
          "Decisions with another action in which a rule blocks under NEW (+) or OLD (-) alone:");
      byRule.forEach((rule, count) -> System.out.printf("  %6d  %s%n", count, rule));
    }
    if (otherThanStored > 0) {
      System.out.printf(
          "%d decisions were stored with another action than OLD gives now: with other packs, costs"
              + " or facts%n",
          otherThanStored);
    }
    if (unknown > 0) {
      System.out.printf("%d decisions left out: no event speaks of their account%n", unknown);
    }
    if (unreadable > 0) {
      System.out.printf("%d records of the topics left out: they cannot be read%n", unreadable);
    }
  }

  private void printJson() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("decisions", all);
    object.put("otherAction", changed);
    object.put("otherWindowOrOffer", rest);
    object.put("otherThanStored", otherThanStored);
    object.put("withoutEvents", unknown);
    object.put("unreadableRecords", unreadable);
    object.put("byActions", byPair);
    object.put("byRule", byRule);
    object.put("changes", changes);
    JsonOption.print(object);
  }
}
