package io.quittance.retraining.candidate;

import io.quittance.core.text.Sha256;
import io.quittance.laboratory.evaluation.Champion;
import io.quittance.retraining.peer.Peer;
import io.quittance.retraining.peer.PeerException;
import io.quittance.retraining.peer.RegistryClient;
import java.util.Optional;
import java.util.Set;

/// Downloads and verifies the version that serves now. Blocks the calling thread.
public final class FindChampion {

  private static final Set<String> NONE = Set.of("no-champion", "model-not-found");

  private final RegistryClient registry;

  public FindChampion(RegistryClient registry) {
    this.registry = registry;
  }

  /// The champion of a model, or empty when it has none yet.
  ///
  /// @throws PeerException when the registry does not answer
  /// @throws io.quittance.core.model.ModelRefusedException when its bundle breaks a rule
  public Optional<Champion> run(String model) {
    RegistryClient.ChampionRef found;
    try {
      found = Peer.REGISTRY.ask(() -> registry.champion(model));
    } catch (PeerException e) {
      if (NONE.contains(e.slug())) {
        return Optional.empty();
      }
      throw e;
    }
    byte[] bundle = Peer.REGISTRY.ask(() -> registry.artifact(found.artifactSha256()));
    if (!Sha256.hex(bundle).equals(found.artifactSha256())) {
      throw PeerException.unreachable("the champion's bundle was damaged on its way");
    }
    return Optional.of(Champion.of(found.version(), bundle));
  }
}
