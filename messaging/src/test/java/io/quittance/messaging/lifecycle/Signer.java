package io.quittance.messaging.lifecycle;

import io.quittance.core.event.LifecycleSignature;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.core.signature.SigningKeys;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A key of a registry, and snapshots signed with it.
final class Signer {

  private final KeyPair pair = SigningKeys.newPair();

  static ModelLifecycleChanged snapshot(
      String model, @Nullable Long incarnation, long revision, int version) {
    return new ModelLifecycleChanged(
        "acme",
        model,
        revision,
        Instant.parse("2026-01-01T00:00:00Z"),
        Map.of(Alias.CHAMPION, new VersionRef(version, "ab".repeat(32))),
        incarnation);
  }

  DsseEnvelope sign(ModelLifecycleChanged snapshot) {
    return LifecycleSignature.sign(snapshot, pair);
  }

  DsseEnvelope sign(byte[] payload) {
    return DsseEnvelope.sign(LifecycleSignature.TYPE, payload, pair);
  }

  KeyPair pair() {
    return pair;
  }

  String id() {
    return SigningKeys.id(pair.getPublic());
  }

  /// Trusts this key alone.
  SnapshotVerifier verifier() {
    return new SnapshotVerifier(Map.of(id(), pair.getPublic()));
  }
}
