package io.quittance.local.policy;

import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.local.option.JsonOption;
import io.quittance.local.policy.listing.Coverage;
import io.quittance.local.policy.listing.CoverageListing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says what of the law the packs hold.
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    description = {
      "Says for a place which packs bind, which rules are law and which are ours, what is known to",
      "be missing, and of which date the sources are; without a place, for all of them."
    })
final class PolicyCoverage implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "CODE", arity = "0..1", description = "such as US-WA (default: all)")
  private @Nullable String code;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    List<PolicyPack> packs = BuiltInPacks.defaults();
    if (code != null) {
      Coverage place = place(code, packs);
      print(json.asked() ? CoverageListing.json(place) : null, CoverageListing.text(place));
    } else if (json.asked()) {
      print(
          Map.of(
              "places",
              Coverage.codes(packs).stream()
                  .map(one -> CoverageListing.json(Coverage.of(one, packs)))
                  .toList()),
          "");
    } else {
      System.out.print(CoverageListing.markdown(packs));
    }
    return 0;
  }

  private Coverage place(String asked, List<PolicyPack> packs) {
    try {
      return Coverage.of(asked, packs);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          String.valueOf(e.getMessage()),
          e,
          null,
          asked);
    }
  }

  private static void print(@Nullable Map<String, Object> object, String text) {
    if (object == null) {
      System.out.print(text);
    } else {
      JsonOption.print(object);
    }
  }
}
