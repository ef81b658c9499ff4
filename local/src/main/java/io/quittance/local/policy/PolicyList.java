package io.quittance.local.policy;

import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.local.option.JsonOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists the packs.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the packs that come with Quittance; their signatures are verified first.")
final class PolicyList implements Callable<Integer> {

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    List<PolicyPack> packs = BuiltInPacks.all();
    if (json.asked()) {
      JsonOption.print(Map.of("packs", packs.stream().map(PolicyList::row).toList()));
      return 0;
    }
    String line = "%-14s %-8s %-8s %-10s %-10s %5s  %-16s %s%n";
    System.out.printf(
        line, "pack", "version", "type", "from", "until", "rules", "sha256", "jurisdictions");
    for (PolicyPack pack : packs) {
      System.out.printf(
          line,
          pack.id(),
          pack.version(),
          pack.type().wireName(),
          pack.effectiveFrom(),
          pack.effectiveTo() == null ? "–" : pack.effectiveTo(),
          pack.rules().size(),
          pack.sha256().substring(0, 16),
          String.join(" ", pack.jurisdictions()));
    }
    return 0;
  }

  private static Map<String, Object> row(PolicyPack pack) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", pack.id());
    row.put("version", pack.version());
    row.put("type", pack.type().wireName());
    row.put("title", pack.title());
    row.put("jurisdictions", pack.jurisdictions());
    row.put("effectiveFrom", pack.effectiveFrom().toString());
    if (pack.effectiveTo() != null) {
      row.put("effectiveTo", pack.effectiveTo().toString());
    }
    row.put("rules", pack.rules().size());
    row.put("sha256", pack.sha256());
    return row;
  }
}
