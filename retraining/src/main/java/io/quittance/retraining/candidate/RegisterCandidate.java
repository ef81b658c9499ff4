package io.quittance.retraining.candidate;

import io.quittance.retraining.peer.Peer;
import io.quittance.retraining.peer.PeerException;
import io.quittance.retraining.peer.RegistryClient;

/// Registers a bundle with its evidence. Idempotent: a repeated call returns the same version.
/// Blocks the calling thread.
public final class RegisterCandidate {

  private final RegistryClient registry;

  public RegisterCandidate(RegistryClient registry) {
    this.registry = registry;
  }

  /// The champion changed after the evidence was computed, so the comparison must be repeated.
  public static final class StaleEvidenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StaleEvidenceException(Throwable cause) {
      super("the champion changed after the comparison", cause);
    }
  }

  /// Stores both artefacts, then registers the version.
  ///
  /// @throws StaleEvidenceException when the evidence compares with a former champion
  /// @throws PeerException when the registry refuses or does not answer
  public RegistryClient.Registered run(
      String model, byte[] bundle, byte[] evidence, RegistryClient.Registration registration) {
    Peer.REGISTRY.ask(() -> registry.store(registration.artifactSha256(), bundle));
    Peer.REGISTRY.ask(() -> registry.store(registration.evidenceSha256(), evidence));
    try {
      return Peer.REGISTRY.ask(() -> registry.register(model, registration));
    } catch (PeerException e) {
      return switch (e.slug()) {
        case "stale" -> throw new StaleEvidenceException(e);
        case "already-registered" ->
            Peer.REGISTRY.ask(() -> registry.version(model, e.number("version")));
        default -> throw e;
      };
    }
  }
}
