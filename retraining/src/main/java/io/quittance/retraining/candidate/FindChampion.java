package io.quittance.retraining.candidate;

import io.quittance.core.bundle.ModelBundle;
import io.quittance.retraining.peer.Peer;
import io.quittance.retraining.peer.PeerException;
import io.quittance.web.artifact.RegistryReader;
import io.quittance.web.artifact.RegistryReader.ChampionRef;
import java.util.Optional;

/// Downloads the version that serves now. Blocks the calling thread.
public final class FindChampion {

  private final RegistryReader registry;

  public FindChampion(RegistryReader registry) {
    this.registry = registry;
  }

  /// The version that serves now.
  ///
  /// @param bundle its bundle, whose digest is verified and nothing else
  @SuppressWarnings("ArrayRecordComponent")
  public record Serving(int version, byte[] bundle) {}

  /// Returns the champion of a model, empty when the model has none yet.
  ///
  /// @throws PeerException when the registry does not deliver it
  public Optional<Serving> run(String model) {
    Optional<ChampionRef> found = Peer.download(() -> registry.champion(model));
    return found.map(this::load);
  }

  private Serving load(ChampionRef found) {
    return new Serving(
        found.version(),
        Peer.download(() -> registry.artifact(found.artifactSha256(), ModelBundle.MAX_BYTES)));
  }
}
