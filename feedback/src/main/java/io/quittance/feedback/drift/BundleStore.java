package io.quittance.feedback.drift;

import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.text.Sha256;
import io.quittance.feedback.FeedbackConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/// Bundles by their digest: in the data directory, else from the registry. What it returns has the
/// digest asked for.
@ApplicationScoped
class BundleStore {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final RegistryClient registry;
  private final Path directory;

  BundleStore(RegistryClient registry, FeedbackConfig config) {
    this.registry = registry;
    this.directory = config.dataDir().resolve("bundles");
  }

  /// @throws IOException when the registry cannot be reached or has another content
  byte[] fetch(String sha256) throws IOException, InterruptedException {
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IOException("not a digest");
    }
    Path file = directory.resolve(sha256 + ".zip");
    if (Files.isRegularFile(file) && Files.size(file) <= ModelBundle.MAX_BYTES) {
      byte[] cached = Files.readAllBytes(file);
      if (Sha256.hex(cached).equals(sha256)) {
        return cached;
      }
    }
    byte[] fetched = registry.artifact(sha256);
    if (!Sha256.hex(fetched).equals(sha256)) {
      throw new IOException("the registry sent another content");
    }
    Files.createDirectories(directory);
    Path part = Files.createTempFile(directory, sha256, ".part");
    Files.write(part, fetched);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return fetched;
  }
}
