package io.quittance.retraining.candidate;

import io.quittance.core.bundle.ModelBundle;
import io.quittance.laboratory.evaluation.Champion;
import io.quittance.retraining.peer.Peer;
import io.quittance.retraining.peer.PeerException;
import io.quittance.web.artifact.RegistryReader;
import io.quittance.web.artifact.RegistryReader.ChampionRef;
import java.util.Optional;

/// Downloads and verifies the version that serves now. Blocks the calling thread.
public final class FindChampion {

  private final RegistryReader registry;

  public FindChampion(RegistryReader registry) {
    this.registry = registry;
  }

  /// Returns the champion of a model, empty when the model has none yet.
  ///
  /// @throws PeerException when the registry does not deliver it
  /// @throws io.quittance.core.model.ModelRefusedException when its bundle breaks a rule
  public Optional<Champion> run(String model) {
    Optional<ChampionRef> found = Peer.download(() -> registry.champion(model));
    return found.map(this::load);
  }

  private Champion load(ChampionRef found) {
    byte[] bundle =
        Peer.download(() -> registry.artifact(found.artifactSha256(), ModelBundle.MAX_BYTES));
    return Champion.of(found.version(), bundle);
  }
}
