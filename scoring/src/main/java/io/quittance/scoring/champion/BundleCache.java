package io.quittance.scoring.champion;

import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.core.text.Sha256;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.messaging.lifecycle.SignedSnapshot;
import io.quittance.web.artifact.ArtifactCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Caches bundles by digest and the last alias snapshot of each model on disk, so that the service
/// can start without the registry. A bundle that does not match its digest counts as absent. Not
/// thread-safe.
public final class BundleCache {

  private static final Logger LOG = Logger.getLogger(BundleCache.class);

  private static final int MAX_SNAPSHOT_BYTES = 1 << 17;

  private final ArtifactCache bundles;
  private final Path snapshots;

  public BundleCache(Path dataDir) throws IOException {
    this.bundles = new ArtifactCache(dataDir.resolve("bundles"), ModelBundle.MAX_BYTES);
    this.snapshots = Files.createDirectories(dataDir.resolve("lifecycle"));
  }

  /// Returns the verified bytes of a bundle; empty when it is not cached.
  public Optional<byte[]> bundle(String sha256) throws IOException {
    return bundles.find(sha256);
  }

  /// Stores a verified bundle.
  public void keep(String sha256, byte[] bundle) throws IOException {
    bundles.keep(sha256, bundle);
  }

  /// Stores the newest snapshot of a model with its signature.
  public void keep(SignedSnapshot snapshot) throws IOException {
    String key = CloudEventHeaders.recordKey(snapshot.change().tenant(), snapshot.change().model());
    String name = Sha256.hex(key.getBytes(StandardCharsets.UTF_8));
    write(snapshots.resolve(name + ".json"), snapshot.envelope().write());
  }

  /// Returns the stored snapshots, without unreadable ones. Their signatures are not verified yet:
  /// whoever may write to the directory is no registry.
  public List<DsseEnvelope> snapshots() throws IOException {
    List<DsseEnvelope> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(snapshots)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        if (Files.size(file) > MAX_SNAPSHOT_BYTES) {
          LOG.warnf("Cached snapshot %s is too large and is ignored", file);
          continue;
        }
        byte[] json = Files.readAllBytes(file);
        try {
          kept.add(DsseEnvelope.read(json));
        } catch (IOException e) {
          LOG.warnf("Cached snapshot %s cannot be read and is ignored: %s", file, e.getMessage());
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
