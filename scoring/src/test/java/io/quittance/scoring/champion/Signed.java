package io.quittance.scoring.champion;

import io.quittance.core.event.LifecycleSignature;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.core.signature.SigningKeys;
import io.quittance.messaging.lifecycle.RefusedSnapshotException;
import io.quittance.messaging.lifecycle.SignedSnapshot;
import io.quittance.messaging.lifecycle.SnapshotVerifier;
import java.security.KeyPair;
import java.util.Map;

/// Snapshots signed with the key of a registry.
final class Signed {

  private static final KeyPair KEY = SigningKeys.newPair();
  private static final SnapshotVerifier VERIFIER =
      new SnapshotVerifier(Map.of(SigningKeys.id(KEY.getPublic()), KEY.getPublic()));

  private Signed() {}

  static SignedSnapshot of(ModelLifecycleChanged change) {
    return verified(LifecycleSignature.sign(change, KEY));
  }

  static SignedSnapshot verified(DsseEnvelope envelope) {
    try {
      return VERIFIER.verify(envelope);
    } catch (RefusedSnapshotException e) {
      throw new AssertionError(e);
    }
  }
}
