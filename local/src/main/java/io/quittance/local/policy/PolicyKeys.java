package io.quittance.local.policy;

import io.quittance.core.signature.SigningKeys;
import io.quittance.local.signing.KeyPairFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes a key pair for signing packs.
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = {
      "Makes an Ed25519 key pair: policy-key.pem (keep it secret) and policy-key.pub (for",
      "quittance.policy.trusted-keys)."
    })
final class PolicyKeys implements Callable<Integer> {

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "where to")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws IOException {
    KeyPairFiles files =
        new KeyPairFiles(directory.resolve("policy-key.pem"), directory.resolve("policy-key.pub"));
    System.out.println("key " + SigningKeys.id(files.make()));
    System.out.println("private " + files.secret());
    System.out.println("public  " + files.known());
    return 0;
  }
}
