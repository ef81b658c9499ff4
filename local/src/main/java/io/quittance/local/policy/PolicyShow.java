package io.quittance.local.policy;

import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.PolicyPackException;
import io.quittance.core.pack.Rule;
import io.quittance.local.option.JsonOption;
import io.quittance.local.policy.listing.LimitWords;
import io.quittance.local.policy.listing.RuleListing;
import io.quittance.local.policy.trial.TryText;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows the version of a pack that is in force on a day.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows the version of a pack that is in force on a day, and its rules of that day.")
final class PolicyShow implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "such as us-reg-f")
  private String id = "";

  @Option(names = "--at", paramLabel = "DATE", description = "UTC date (default: today)")
  private @Nullable LocalDate at;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    LocalDate day = at == null ? LocalDate.now(Clock.systemUTC()) : at;
    PolicyPack pack = inForce(day);
    List<Rule> rules =
        pack.rules().stream()
            .filter(rule -> !day.isBefore(rule.from()))
            .filter(rule -> rule.to() == null || day.isBefore(rule.to()))
            .toList();
    if (json.asked()) {
      JsonOption.print(table(pack, day, rules));
      return 0;
    }
    System.out.printf("%s %s: %s%n", pack.id(), pack.version(), pack.title());
    System.out.printf("  on %s (UTC); sha256 %s%n", day, pack.sha256());
    System.out.printf(
        "  %s for %s, from %s%s%n%n",
        pack.type().wireName(),
        String.join(" ", pack.jurisdictions()),
        pack.effectiveFrom(),
        pack.effectiveTo() == null ? "" : " until " + pack.effectiveTo());
    for (Rule rule : rules) {
      System.out.printf("%s %s%n", RuleListing.qualified(pack, rule), LimitWords.of(rule.limit()));
      System.out.printf("       [%s] from %s%n", rule.citation(), rule.from());
      String ours = TryText.ours(rule.ours(), rule.reason());
      if (ours != null) {
        System.out.printf("       %s%n", ours);
      }
    }
    System.out.println("\nAssumptions:");
    pack.assumptions().forEach(line -> System.out.println("  - " + line));
    if (!pack.missing().isEmpty()) {
      System.out.println("\nKnown to be missing:");
      pack.missing().forEach(line -> System.out.println("  - " + line));
    }
    return 0;
  }

  private PolicyPack inForce(LocalDate day) {
    List<PolicyPack> versions =
        BuiltInPacks.all().stream().filter(pack -> pack.id().equals(id)).toList();
    if (versions.isEmpty()) {
      throw new PolicyPackException(
          0, "there is no policy pack " + id + ": see  ./quittance policy list");
    }
    return versions.stream()
        .filter(pack -> pack.inForce(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
        .findFirst()
        .orElseThrow(
            () ->
                new PolicyPackException(
                    0, "no version of %s is in force on %s".formatted(id, day)));
  }

  private static Map<String, Object> table(PolicyPack pack, LocalDate day, List<Rule> rules) {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("id", pack.id());
    table.put("version", pack.version());
    table.put("sha256", pack.sha256());
    table.put("at", day.toString());
    table.put("rules", RuleListing.rows(pack, rules));
    table.put("assumptions", pack.assumptions());
    table.put("missing", pack.missing());
    return table;
  }
}
