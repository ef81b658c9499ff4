package io.quittance.local.policy.listing;

import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import io.quittance.core.text.Json;
import io.quittance.core.vocabulary.ContactedPerson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Every rule of packs, as a page, as CSV or as JSON. The same packs give the same text.
public final class RuleListing {

  private static final String INTRODUCTION =
      """
      # The rules of every policy pack

      This page is written by `./quittance policy rules --format md`; a test compares the two. It lists the packs that come with Quittance. They are
      engineering input, not legal advice. What the law does not say is named under *Assumptions*, with the word *ours*. How rules work together is told
      in [Lawful contact](../concepts/lawful-contact.md), how to change one in [Write a policy pack](../how-to/write-a-policy-pack.md).

      *Unknown* names the inputs whose absence blocks, or counts against contact. *Ours* says why no law demands a rule, or in
      what it is stricter than the law it cites. Dates are local; a period begins on its first day and ends before its last.
      """;

  private RuleListing() {}

  public static String markdown(List<PolicyPack> packs) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("\n| Pack | Version | Kind | Jurisdictions | In force | Rules |\n")
        .append("|---|---|---|---|---|---|\n");
    for (PolicyPack pack : packs) {
      row(
          page,
          "`" + pack.id() + "`",
          pack.version(),
          pack.type().wireName(),
          String.join(", ", pack.jurisdictions()),
          period(pack.effectiveFrom(), pack.effectiveTo()),
          pack.rules().stream().map(Rule::id).collect(Collectors.joining(", ")));
    }
    packs.forEach(pack -> section(page, pack));
    return page.toString();
  }

  private static void section(StringBuilder page, PolicyPack pack) {
    page.append("\n## `%s` %s: %s\n\n".formatted(pack.id(), pack.version(), pack.title()));
    page.append("| Rule | Demands | Restricts | Binds | In force | Citation | Ours | Unknown |\n")
        .append("|---|---|---|---|---|---|---|---|\n");
    for (Rule rule : pack.rules()) {
      row(
          page,
          qualified(pack, rule) + " " + rule.title(),
          LimitWords.of(rule.limit()),
          restricts(rule),
          binds(rule),
          period(rule.from(), rule.to()),
          rule.citation(),
          ours(rule),
          rule.limit().requiredInputs().isEmpty()
              ? "–"
              : String.join("; ", rule.limit().requiredInputs()));
    }
    page.append("\nAssumptions:\n\n");
    pack.assumptions().forEach(line -> page.append("- ").append(line).append('\n'));
    if (!pack.missing().isEmpty()) {
      page.append("\nKnown to be missing:\n\n");
      pack.missing().forEach(line -> page.append("- ").append(line).append('\n'));
    }
  }

  /// The id of a rule with that of its pack, such as `us-reg-f/HC03`.
  public static String qualified(PolicyPack pack, Rule rule) {
    return pack.id() + "/" + rule.id();
  }

  /// Why a rule is ours, or in what it is stricter than the law it cites.
  private static String ours(Rule rule) {
    String reason = rule.reason();
    return reason == null ? "–" : (rule.ours() ? "ours: " : "in part: ") + reason;
  }

  private static void row(StringBuilder page, String... cells) {
    for (String cell : cells) {
      page.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    page.append("|\n");
  }

  private static String restricts(Rule rule) {
    if (rule.actions().isEmpty() && rule.reviews().isEmpty()) {
      return "nothing itself";
    }
    List<String> parts = new ArrayList<>();
    if (!rule.actions().isEmpty()) {
      boolean debtorAlone = rule.persons().equals(Set.of(ContactedPerson.DEBTOR));
      parts.add(
          LimitWords.names(rule.actions())
              + (debtorAlone ? "" : " with " + LimitWords.names(rule.persons())));
    }
    if (!rule.reviews().isEmpty()) {
      parts.add(LimitWords.names(rule.reviews()));
    }
    return String.join("; ", parts);
  }

  private static String binds(Rule rule) {
    String actors = LimitWords.names(rule.actors());
    String where =
        rule.jurisdictions().isEmpty() ? "" : " in " + String.join(", ", rule.jurisdictions());
    String debts = rule.debtKinds().isEmpty() ? "" : " for " + LimitWords.names(rule.debtKinds());
    return actors + where + debts;
  }

  private static String period(LocalDate from, @Nullable LocalDate to) {
    return "from " + from + (to == null ? "" : " until " + to);
  }

  public static String csv(List<PolicyPack> packs) {
    List<Map<String, Object>> rows = rows(packs);
    StringBuilder text = new StringBuilder(String.join(",", rows.getFirst().keySet())).append('\n');
    for (Map<String, Object> row : rows) {
      text.append(row.values().stream().map(RuleListing::cell).collect(Collectors.joining(",")))
          .append('\n');
    }
    return text.toString();
  }

  private static String cell(Object value) {
    String text =
        value instanceof List<?> list
            ? list.stream().map(Object::toString).collect(Collectors.joining(";"))
            : value.toString();
    return text.matches("(?s).*[\",\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  public static String json(List<PolicyPack> packs) {
    return Json.line(rows(packs)) + "\n";
  }

  private static List<Map<String, Object>> rows(List<PolicyPack> packs) {
    return packs.stream().flatMap(pack -> rows(pack, pack.rules()).stream()).toList();
  }

  /// Rules of a pack as tables of plain values.
  public static List<Map<String, Object>> rows(PolicyPack pack, List<Rule> rules) {
    return rules.stream().map(rule -> row(pack, rule)).toList();
  }

  private static Map<String, Object> row(PolicyPack pack, Rule rule) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("pack", pack.id());
    row.put("version", pack.version());
    row.put("type", pack.type().wireName());
    row.put("packJurisdictions", List.copyOf(pack.jurisdictions()));
    row.put("packFrom", pack.effectiveFrom().toString());
    row.put("packTo", pack.effectiveTo() == null ? "" : pack.effectiveTo().toString());
    row.put("rule", rule.id());
    row.put("title", rule.title());
    row.put("citation", rule.citation());
    row.put("from", rule.from().toString());
    row.put("to", rule.to() == null ? "" : rule.to().toString());
    row.put("actors", rule.actors().stream().map(LimitWords::name).toList());
    row.put("jurisdictions", rule.jurisdictions());
    row.put("actions", rule.actions().stream().map(LimitWords::name).toList());
    row.put("reviews", rule.reviews().stream().map(LimitWords::name).toList());
    row.put("kind", LimitWords.kind(rule.limit()));
    row.put("demands", LimitWords.of(rule.limit()));
    row.put("failClosed", rule.limit().requiredInputs());
    row.put("text", rule.text());
    row.put("ours", rule.ours());
    row.put("reason", rule.reason() == null ? "" : rule.reason());
    row.put("qualifiedRule", qualified(pack, rule));
    row.put("persons", rule.persons().stream().map(LimitWords::name).toList());
    return row;
  }
}
