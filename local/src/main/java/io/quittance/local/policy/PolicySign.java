package io.quittance.local.policy;

import io.quittance.core.pack.PackSignature;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.PolicyPackException;
import io.quittance.core.signature.SigningKeys;
import io.quittance.core.signature.UnreadableKeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Signs packs that are valid.
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = "Checks packs and signs them: writes FILE.sig beside each.")
final class PolicySign implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE")
  private List<Path> files = List.of();

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description = "a private key written by  ./quittance policy keys")
  private Path key = Path.of("");

  @Override
  public Integer call() throws IOException {
    PrivateKey secret = secret();
    int refused = 0;
    for (Path file : files) {
      byte[] yaml = Files.readAllBytes(file);
      try {
        PolicyPack pack = PolicyPack.read(yaml);
        PackSignature signature = PackSignature.sign(yaml, secret);
        Files.writeString(Path.of(file + ".sig"), signature.write());
        System.out.println(
            "%s: signed %s %s with key %s"
                .formatted(file, pack.id(), pack.version(), signature.keyid()));
      } catch (PolicyPackException e) {
        System.err.println(e.inFile(file.toString()).getMessage());
        refused++;
      }
    }
    return refused == 0 ? 0 : 1;
  }

  private PrivateKey secret() throws IOException {
    try {
      return SigningKeys.privateKey(Files.readString(key));
    } catch (UnreadableKeyException e) {
      throw new PolicyPackException(0, key + ": " + e.getMessage(), e);
    }
  }
}
