package io.quittance.local.policy;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.PolicyPackException;
import io.quittance.core.pack.TrustedKeys;
import io.quittance.core.signature.SigningKeys;
import io.quittance.core.signature.UnreadableKeyException;
import io.quittance.local.option.JsonOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says whether packs would be accepted.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks packs as a start of the service would, each alone and all together: line and reason",
      "of what is wrong, the signature where there is one. Exit status 0 when all are accepted."
    })
final class PolicyCheck implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE")
  private List<Path> files = List.of();

  @Option(
      names = "--trusted-keys",
      split = ",",
      paramLabel = "PUB",
      description = "public keys to trust; then each pack must be signed by one")
  private List<Path> trusted = List.of();

  @Mixin private final JsonOption json = new JsonOption();

  private final List<PolicyPack> accepted = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<Map<String, Object>> table = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    TrustedKeys keys = BuiltInPacks.keys();
    for (Path file : trusted) {
      try {
        keys = keys.with(SigningKeys.publicKey(Files.readString(file)));
      } catch (UnreadableKeyException e) {
        throw new PolicyPackException(0, file + ": " + e.getMessage(), e);
      }
    }
    for (Path file : files) {
      check(file, keys);
    }
    try {
      PolicyCatalogue.of(accepted);
    } catch (PolicyPackException e) {
      refusals.add(e.getMessage());
    }
    if (json.asked()) {
      JsonOption.print(Map.of("accepted", table, "refused", refusals));
    }
    refusals.forEach(System.err::println);
    return refusals.isEmpty() ? 0 : 1;
  }

  private void check(Path file, TrustedKeys keys) throws IOException {
    byte[] yaml = Files.readAllBytes(file);
    Path beside = Path.of(file + ".sig");
    byte @Nullable [] signature = Files.exists(beside) ? Files.readAllBytes(beside) : null;
    boolean unsigned = signature == null && trusted.isEmpty();
    try {
      PolicyPack pack =
          unsigned ? unsigned(file, yaml) : keys.read(file.toString(), yaml, signature);
      accepted.add(pack);
      table.add(row(file, pack, !unsigned));
      if (!json.asked()) {
        System.out.println(
            "%s: %s %s, %s, %d rules, %s"
                .formatted(
                    file,
                    pack.id(),
                    pack.version(),
                    pack.type().wireName(),
                    pack.rules().size(),
                    unsigned ? "not signed yet" : "signed"));
      }
    } catch (PolicyPackException e) {
      refusals.add(e.getMessage());
    }
  }

  private static PolicyPack unsigned(Path file, byte[] yaml) {
    try {
      return PolicyPack.read(yaml);
    } catch (PolicyPackException e) {
      throw e.inFile(file.toString());
    }
  }

  private static Map<String, Object> row(Path file, PolicyPack pack, boolean signed) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("file", file.toString());
    row.put("id", pack.id());
    row.put("version", pack.version());
    row.put("type", pack.type().wireName());
    row.put("rules", pack.rules().size());
    row.put("sha256", pack.sha256());
    row.put("signed", signed);
    return row;
  }
}
