package io.quittance.local.policy;

import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.local.policy.listing.RuleListing;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Lists every rule of every pack.
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Prints every rule of every pack that comes with Quittance.")
final class PolicyRules implements Callable<Integer> {

  /// How it is printed.
  enum Format {
    md,
    csv,
    json
  }

  @Option(
      names = "--format",
      defaultValue = "md",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Format format = Format.md;

  @Override
  public Integer call() {
    List<PolicyPack> packs = BuiltInPacks.all();
    System.out.print(
        switch (format) {
          case md -> RuleListing.markdown(packs);
          case csv -> RuleListing.csv(packs);
          case json -> RuleListing.json(packs);
        });
    return 0;
  }
}
