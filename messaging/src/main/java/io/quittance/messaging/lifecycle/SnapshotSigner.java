package io.quittance.messaging.lifecycle;

import io.quittance.core.event.LifecycleSignature;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.core.signature.SigningKeys;
import jakarta.inject.Singleton;
import java.security.KeyPair;

/// Signs lifecycle snapshots with the registry's key. Immutable.
@Singleton
public final class SnapshotSigner {

  private final KeyPair key;
  private final String keyId;

  /// @throws IllegalStateException when the key cannot be read, everybody can read it, or no reader
  ///   would trust it
  public SnapshotSigner(LifecycleKeysConfig config, SnapshotVerifier verifier) {
    this.key = KeyFiles.signing(config.signingKey());
    this.keyId = SigningKeys.id(key.getPublic());
    if (!verifier.trusts(keyId)) {
      throw new IllegalStateException(
          "quittance.lifecycle.signing-key %s is key %s, whose public key is not among quittance.lifecycle.trusted-keys: readers would refuse every snapshot. Add the public key there, in every service, first"
              .formatted(config.signingKey(), keyId));
    }
  }

  /// Returns the id of the key that signs.
  public String keyId() {
    return keyId;
  }

  /// Signs the canonical bytes of a snapshot.
  public DsseEnvelope sign(ModelLifecycleChanged snapshot) {
    return LifecycleSignature.sign(snapshot, key);
  }
}
