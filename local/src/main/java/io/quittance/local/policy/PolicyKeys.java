package io.quittance.local.policy;

import io.quittance.core.pack.PackKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
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
  public Integer call() throws IOException, NoSuchAlgorithmException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path secret = directory.resolve("policy-key.pem");
    Path known = directory.resolve("policy-key.pub");
    if (Files.exists(secret) || Files.exists(known)) {
      throw new FileAlreadyExistsException(
          directory + " already holds a key: remove it first or choose another directory");
    }
    Files.createDirectories(directory);
    Files.createFile(secret, ownerOnly());
    Files.writeString(
        secret, PackKeys.pem(pair.getPrivate()), StandardOpenOption.TRUNCATE_EXISTING);
    Files.writeString(known, PackKeys.pem(pair.getPublic()), StandardOpenOption.CREATE_NEW);
    System.out.println("key " + PackKeys.id(pair.getPublic()));
    System.out.println("private " + secret);
    System.out.println("public  " + known);
    return 0;
  }

  /// Readable by its owner alone where the file system knows owners.
  private static FileAttribute<?>[] ownerOnly() {
    Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
