package io.quittance.scoring.champion;

import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.text.Sha256;
import io.quittance.core.vocabulary.InvalidEventException;
import io.quittance.web.artifact.ArtifactCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Bundles by digest and the last alias snapshot of each model, on disk: what is needed to start
/// without the registry. What does not match its digest counts as absent. Used by one thread.
public final class BundleCache {

  private static final Logger LOG = Logger.getLogger(BundleCache.class);

  private final ArtifactCache bundles;
  private final Path snapshots;

  public BundleCache(Path dataDir) throws IOException {
    this.bundles = new ArtifactCache(dataDir.resolve("bundles"), ModelBundle.MAX_BYTES);
    this.snapshots = Files.createDirectories(dataDir.resolve("lifecycle"));
  }

  /// The verified bytes of a bundle.
  public Optional<byte[]> bundle(String sha256) throws IOException {
    return bundles.find(sha256);
  }

  /// Keeps a bundle that has been verified.
  public void keep(String sha256, byte[] bundle) throws IOException {
    bundles.keep(sha256, bundle);
  }

  /// Keeps the newest snapshot of a model.
  public void keep(ModelLifecycleChanged snapshot) throws IOException {
    byte[] bytes = EventCodec.write(snapshot);
    String name =
        Sha256.hex(
            (snapshot.tenant() + "/" + snapshot.model())
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    write(snapshots.resolve(name + ".json"), bytes);
  }

  /// The snapshots kept; one that cannot be read is left out.
  public List<ModelLifecycleChanged> snapshots() throws IOException {
    List<ModelLifecycleChanged> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(snapshots)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        try {
          kept.add(EventCodec.read(Files.readAllBytes(file), ModelLifecycleChanged.class));
        } catch (InvalidEventException e) {
          LOG.warnf("%s is no snapshot and is left out: %s", file, e.getMessage());
        }
      }
    }
    return kept;
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path part = Files.createTempFile(file.getParent(), "part", ".tmp");
    try {
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
