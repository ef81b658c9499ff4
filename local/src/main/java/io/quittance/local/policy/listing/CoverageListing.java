package io.quittance.local.policy.listing;

import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import io.quittance.local.policy.listing.Coverage.Authority;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the packs hold of the law of places, as a page, as text or as JSON. The same packs give the
/// same text.
public final class CoverageListing {

  private static final String INTRODUCTION =
      """
      # Coverage: what binds where

      `./quittance policy coverage` writes this page; a test compares the two. It counts the newest version of each pack that applies by default.
      `./quittance policy coverage US-WA` says the same about one place.

      Packs hold only part of the law. For each pack this page names what is known to be missing, and it lists the places without a pack of their own.
      *Sources as of* is the date of the copy of the law that was read; later changes are not in the pack. This is engineering input, not legal advice.
      """;

  private CoverageListing() {}

  public static String markdown(List<PolicyPack> all) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    List<Coverage> places =
        Coverage.codes(all).stream().map(code -> Coverage.of(code, all)).toList();
    page.append("\n## Places with a pack of their own\n\n");
    row(page, "Place", "Pack of its own", "All packs that bind", "Sources as of");
    row(page, "---", "---", "---", "---");
    places.stream()
        .filter(place -> !place.own().isEmpty())
        .forEach(
            place ->
                row(
                    page,
                    place.code(),
                    links(place.own()),
                    links(place.packs()),
                    place.own().stream()
                        .map(CoverageListing::sources)
                        .collect(Collectors.joining(", "))));
    page.append("\n## Places without one\n\n");
    row(page, "Places", "What binds", "What that means");
    row(page, "---", "---", "---");
    Map<List<PolicyPack>, List<Coverage>> others =
        places.stream()
            .filter(place -> place.own().isEmpty())
            .collect(
                Collectors.groupingBy(Coverage::packs, LinkedHashMap::new, Collectors.toList()));
    others.forEach(
        (packs, group) ->
            row(
                page,
                group.stream().map(Coverage::code).collect(Collectors.joining(", ")),
                links(packs),
                String.valueOf(group.getFirst().warning())));
    for (PolicyPack pack : Coverage.newest(all)) {
      section(page, pack);
    }
    return page.toString();
  }

  private static void section(StringBuilder page, PolicyPack pack) {
    page.append("\n## `%s`\n\n".formatted(pack.id()));
    page.append(
        "%s %s for %s. Sources as of: %s.\n\n"
            .formatted(
                pack.title(),
                pack.version(),
                String.join(", ", pack.jurisdictions()),
                sources(pack)));
    row(page, "Whose", "Rules");
    row(page, "---", "---");
    for (Authority authority : Authority.values()) {
      row(page, authority.words(), ids(pack, of(pack.rules(), authority)));
    }
    page.append("\nKnown to be missing:\n\n");
    missing(pack).forEach(line -> page.append("- ").append(line).append('\n'));
  }

  public static String text(Coverage place) {
    StringBuilder text = new StringBuilder(place.code()).append('\n');
    if (place.warning() != null) {
      text.append("  ").append(place.warning()).append('\n');
    }
    for (PolicyPack pack : place.packs()) {
      List<Rule> rules = place.rules(pack);
      text.append(
          "\n%s %s, %s, sources as of %s: %s%n"
              .formatted(
                  pack.id(), pack.version(), pack.type().wireName(), sources(pack), pack.title()));
      for (Authority authority : Authority.values()) {
        for (Rule rule : of(rules, authority)) {
          text.append(
              "  %-17s %s %s [%s]%n"
                  .formatted(
                      authority.words(),
                      RuleListing.qualified(pack, rule),
                      rule.title(),
                      rule.citation()));
          if (rule.reason() != null) {
            text.append("  %17s   %s%n".formatted("", rule.reason()));
          }
        }
      }
      text.append("  known to be missing:\n");
      missing(pack).forEach(line -> text.append("    - ").append(line).append('\n'));
    }
    return text.toString();
  }

  public static Map<String, Object> json(Coverage place) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("code", place.code());
    object.put("packsOfItsOwn", place.own().stream().map(PolicyPack::id).toList());
    if (place.warning() != null) {
      object.put("warning", place.warning());
    }
    List<Map<String, Object>> packs = new ArrayList<>();
    for (PolicyPack pack : place.packs()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", pack.id());
      row.put("version", pack.version());
      row.put("type", pack.type().wireName());
      if (pack.sourcesReadOn() != null) {
        row.put("sourcesReadOn", pack.sourcesReadOn().toString());
      }
      row.put("rules", place.rules(pack).stream().map(rule -> rule(pack, rule)).toList());
      row.put("missing", missing(pack));
      packs.add(row);
    }
    object.put("packs", packs);
    return object;
  }

  private static Map<String, Object> rule(PolicyPack pack, Rule rule) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("qualifiedRule", RuleListing.qualified(pack, rule));
    row.put("title", rule.title());
    row.put("citation", rule.citation());
    row.put("authority", Authority.of(rule).words());
    if (rule.reason() != null) {
      row.put("reason", rule.reason());
    }
    return row;
  }

  private static List<Rule> of(List<Rule> rules, Authority authority) {
    return rules.stream().filter(rule -> Authority.of(rule) == authority).toList();
  }

  private static String ids(PolicyPack pack, List<Rule> rules) {
    return rules.isEmpty()
        ? "–"
        : rules.stream()
            .map(rule -> RuleListing.qualified(pack, rule) + " " + rule.title())
            .collect(Collectors.joining("; "));
  }

  private static List<String> missing(PolicyPack pack) {
    return pack.missing().isEmpty()
        ? List.of("Nobody has recorded what is missing.")
        : pack.missing();
  }

  private static String sources(PolicyPack pack) {
    return pack.sourcesReadOn() == null ? "not recorded" : pack.sourcesReadOn().toString();
  }

  private static String links(List<PolicyPack> packs) {
    return packs.stream()
        .map(pack -> "[`%s`](#%s)".formatted(pack.id(), pack.id()))
        .collect(Collectors.joining(", "));
  }

  private static void row(StringBuilder page, String... cells) {
    for (String cell : cells) {
      page.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    page.append("|\n");
  }
}
